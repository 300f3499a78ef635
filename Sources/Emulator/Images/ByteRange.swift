/// The one range of bytes that a `Range` field asks for (RFC 9110 §14.2).
enum ByteRange: Equatable {
    /// The whole file: no range, an unknown unit, several ranges, or a field that is not well formed, all of which
    /// a server may pass over.
    case whole
    case part(Range<Int>)
    /// No byte of the file is in the range (416).
    case unsatisfiable

    /// Reads a `Range` field for a file of `length` bytes.
    init(field: String?, length: Int) {
        self = .whole
        guard let field, field.lowercased().hasPrefix("bytes=") else { return }
        let specification = field.dropFirst(6).trimmingSpaces()
        guard !specification.contains(","), let dash = specification.firstIndex(of: "-") else { return }
        let first = specification[..<dash]
        let last = specification[specification.index(after: dash)...]
        guard first.utf8.allSatisfy(isDigit), last.utf8.allSatisfy(isDigit), !(first.isEmpty && last.isEmpty)
        else { return }
        // A position with more digits than fit 64 bits lies behind the end of any file.
        let end = last.isEmpty ? Int.max : Int(last) ?? Int.max
        if first.isEmpty {
            self = end == 0 || length == 0 ? .unsatisfiable : .part(max(0, length - end)..<length)
            return
        }
        let start = Int(first) ?? Int.max
        if !last.isEmpty, start > end { return }
        self = start >= length ? .unsatisfiable : .part(start..<min(length, end == .max ? end : end + 1))
    }
}

private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

extension StringProtocol {
    /// The text without spaces and tabs at its ends, as in the optional white space of RFC 9110 §5.6.3.
    fileprivate func trimmingSpaces() -> SubSequence {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        let start = firstIndex { !isSpace($0) } ?? endIndex
        let end = lastIndex { !isSpace($0) }.map(index(after:)) ?? endIndex
        return start < end ? self[start..<end] : self[endIndex...]
    }
}
