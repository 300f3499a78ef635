import CLinux

/// A pattern in which `*` is any run of characters and `?` any one.
///
/// Each piece between two stars is looked for behind the one before it, as far to the front as it is found: then there
/// is room for the rest if there is any at all, so that nothing is ever gone back on.
struct Glob: Sendable, Hashable {
    /// The pattern, UTF-8.
    private let bytes: [UInt8]
    /// Pairs of bytes that every text has which fits.
    let pairs: PairSet
    /// The bytes of the longest piece between two stars that has a `?`; such a piece is tried at every place of a text.
    private let longestSearch: Int

    /// Reads a pattern.
    init(_ pattern: String) {
        bytes = Array(pattern.utf8)
        var pairs = PairSet()
        for run in bytes.split(whereSeparator: { $0 == Self.star || $0 == single }) {
            pairs.formUnion(run.withUnsafeBufferPointer(PairSet.init))
        }
        self.pairs = pairs
        let pieces = bytes.split(separator: Self.star).filter { $0.contains(single) }
        longestSearch = pieces.map(\.count).max() ?? 0
    }

    /// Whether a text has all pairs of bytes that it must have.
    func mayMatch(_ text: FoldedText) -> Bool { pairs.isSubset(of: text.pairs) }

    /// What it takes to hold it against a text.
    func effort(in text: FoldedText) -> Int { text.bytes.count * (1 + longestSearch) / 16 }

    /// Whether a text in lower case fits as a whole.
    func matches(_ text: FoldedText) -> Bool {
        guard mayMatch(text) else { return false }
        return bytes.withUnsafeBytes { glob in text.bytes.withUnsafeBytes { Self.bytes(glob, match: $0) } }
    }

    private static func bytes(_ glob: UnsafeRawBufferPointer, match text: UnsafeRawBufferPointer) -> Bool {
        guard let firstStar = glob.firstIndex(of: star), let lastStar = glob.lastIndex(of: star) else {
            return glob.end(at: 0, of: text) == text.count
        }
        guard var start = glob.part(0..<firstStar).end(at: 0, of: text),
            let end = glob.part(lastStar + 1..<glob.count).start(before: text.count, of: text), start <= end
        else { return false }
        var rest = glob.part(firstStar..<lastStar)
        while !rest.isEmpty {
            // What is left begins with a star.
            let length = rest.dropFirst().firstIndex(of: star) ?? rest.count
            guard let found = rest.part(1..<length).endOfFirst(from: start, of: text.part(0..<end)) else {
                return false
            }
            start = found
            rest = rest.part(length..<rest.count)
        }
        return true
    }

    static let star = UInt8(ascii: "*")
}

/// A piece of a glob between two stars.
extension UnsafeRawBufferPointer {
    fileprivate func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[range])
    }

    /// Where the piece ends in a text if it begins at an offset; nil if it is not there.
    fileprivate func end(at offset: Int, of text: UnsafeRawBufferPointer) -> Int? {
        var place = offset
        for byte in self {
            guard place < text.count else { return nil }
            if byte == single {
                place += 1
                while place < text.count, text[place].isInsideCharacter { place += 1 }
            } else {
                guard text[place] == byte else { return nil }
                place += 1
            }
        }
        return place
    }

    /// Where the piece begins in a text if it ends at an offset; nil if it is not there.
    fileprivate func start(before offset: Int, of text: UnsafeRawBufferPointer) -> Int? {
        var place = offset
        for byte in reversed() {
            guard place > 0 else { return nil }
            place -= 1
            if byte == single {
                while place > 0, text[place].isInsideCharacter { place -= 1 }
            } else {
                guard text[place] == byte else { return nil }
            }
        }
        return place
    }

    /// Where the first such piece ends that begins at an offset or behind it.
    fileprivate func endOfFirst(from offset: Int, of text: UnsafeRawBufferPointer) -> Int? {
        guard let piece = baseAddress, !isEmpty else { return offset }
        guard !contains(single) else {
            return (offset..<text.count).lazy.compactMap { end(at: $0, of: text) }.first
        }
        guard let base = text.baseAddress, let found = linux_find(base + offset, text.count - offset, piece, count)
        else {
            return nil
        }
        return found - base + count
    }
}

/// Stands for any one character.
private let single = UInt8(ascii: "?")

extension UInt8 {
    /// Whether it is one of the further bytes of a character in UTF-8.
    fileprivate var isInsideCharacter: Bool { self & 0xC0 == 0x80 }
}
