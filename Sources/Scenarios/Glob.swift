import CLinux

/// A pattern in which `*` is any run of characters and `?` any one, taken apart at its stars.
///
/// Each piece is looked for behind the one before it, as far to the front as it is found: then there is room for the
/// rest if there is any at all, so that nothing is ever gone back on.
struct Glob: Sendable, Hashable {
    /// What stands before the first star, between the stars, and behind the last; a single piece has no star.
    private let pieces: [[UInt8]]
    /// Whether a piece has a `?`, and so must be compared character by character.
    private let hasSingles: Bool

    /// Reads a pattern.
    init(_ pattern: String) {
        pieces = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map { Array($0) }
        hasSingles = pattern.utf8.contains(UInt8(ascii: "?"))
    }

    /// Whether a text, UTF-8, fits as a whole.
    func matches(_ text: [UInt8]) -> Bool {
        text.withUnsafeBytes { text in
            guard var start = end(of: pieces[0], at: 0, in: text) else { return false }
            guard pieces.count > 1 else { return start == text.count }
            for piece in pieces[1..<(pieces.count - 1)] {
                guard let end = endOfFirst(piece, from: start, in: text) else { return false }
                start = end
            }
            return fitsAtEnd(pieces[pieces.count - 1], from: start, of: text)
        }
    }

    /// Where a piece ends that begins at an offset; nil if it is not there.
    private func end(of piece: [UInt8], at offset: Int, in text: UnsafeRawBufferPointer) -> Int? {
        var place = offset
        for byte in piece {
            guard place < text.count else { return nil }
            if byte == UInt8(ascii: "?") {
                place += 1
                // The further bytes of a character.
                while place < text.count, text[place] & 0xC0 == 0x80 { place += 1 }
            } else {
                guard text[place] == byte else { return nil }
                place += 1
            }
        }
        return place
    }

    /// Where the first such piece ends that begins at an offset or behind it.
    private func endOfFirst(_ piece: [UInt8], from offset: Int, in text: UnsafeRawBufferPointer) -> Int? {
        guard !piece.isEmpty else { return offset }
        guard hasSingles else {
            guard
                let base = text.baseAddress,
                let found = linux_find(base + offset, text.count - offset, piece, piece.count)
            else { return nil }
            return found - base + piece.count
        }
        return (offset..<max(offset, text.count)).lazy.compactMap { end(of: piece, at: $0, in: text) }.first
    }

    /// Whether the text ends with a piece that begins at an offset or behind it.
    private func fitsAtEnd(_ piece: [UInt8], from offset: Int, of text: UnsafeRawBufferPointer) -> Bool {
        guard hasSingles else {
            let start = text.count - piece.count
            return start >= offset && end(of: piece, at: start, in: text) == text.count
        }
        return (offset...max(offset, text.count)).contains { end(of: piece, at: $0, in: text) == text.count }
    }
}
