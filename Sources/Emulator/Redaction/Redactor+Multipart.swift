/// What stands between the parts of a body (RFC 2046 §5.1.1).
struct MultipartBoundary {
    /// Two hyphens and the boundary itself.
    let delimiter: [UInt8]

    /// Finds the boundary of a body: the one that its media type names, or else its first line if that begins like one.
    ///
    /// - Returns: nil where the body has no parts.
    init?(of body: [UInt8], mediaType: String?) {
        let mediaType = mediaType ?? ""
        if mediaType.lowercased().hasPrefix("multipart/"),
            let named = Self.parameter("boundary", in: Array(mediaType.utf8))
        {
            delimiter = Array("--".utf8) + named
            return
        }
        let line = body.prefix { $0 != 0x0A && $0 != 0x0D }
        guard line.starts(with: "--".utf8), line.count > 2, line.count <= 72, line.count < body.count else {
            return nil
        }
        delimiter = Array(line)
    }

    /// The value of a parameter such as `name="file"`; nil where there is none.
    static func parameter(_ name: String, in bytes: [UInt8]) -> [UInt8]? {
        for part in bytes.split(whereSeparator: { $0 == UInt8(ascii: ";") || $0 == 0x0A || $0 == 0x0D }) {
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
            var key = String(decoding: part[..<equals].filter { !isSpace($0) }, as: UTF8.self).lowercased()
            if key.hasSuffix("*") { key.removeLast() }
            guard key == name else { continue }
            return part[(equals + 1)...].filter { $0 != UInt8(ascii: "\"") && !isSpace($0) }
        }
        return nil
    }
}

extension Redactor {
    /// A body of several parts without those that have secret names, and without credentials in the others.
    mutating func multipart(_ bytes: [UInt8], boundary: MultipartBoundary, isCut: Bool) -> [UInt8] {
        var copy = RedactedCopy(of: bytes)
        var lineStart = 0
        // Where the header or the content of the present part begins; nil outside of it.
        var (headerStart, contentStart): (Int?, Int?) = (nil, nil)
        var isSecret = false
        while lineStart < bytes.count {
            let feed = bytes[lineStart...].firstIndex(of: 0x0A) ?? bytes.count
            let next = min(feed + 1, bytes.count)
            if bytes[lineStart..<feed].starts(with: boundary.delimiter) {
                if let contentStart { redactPart(bytes, contentStart..<lineStart, isSecret, isCut: false, in: &copy) }
                (headerStart, contentStart) = (next, nil)
            } else if let start = headerStart, bytes[lineStart..<feed].allSatisfy(isSpace) {
                let header = Array(bytes[start..<lineStart])
                isSecret = MultipartBoundary.parameter("name", in: header).map(SecretName.matches) ?? false
                let shown = self.header(header)
                if shown != header { copy.replace(start..<lineStart, by: shown) }
                (headerStart, contentStart) = (nil, next)
            }
            lineStart = next
        }
        if let contentStart { redactPart(bytes, contentStart..<bytes.count, isSecret, isCut: isCut, in: &copy) }
        return copy.finish()
    }

    private mutating func redactPart(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ isSecret: Bool,
        isCut: Bool,
        in copy: inout RedactedCopy
    ) {
        var range = range
        // The line end before the boundary belongs to the boundary.
        while let last = bytes[range].last, last == 0x0A || last == 0x0D { range = range.dropLast() }
        guard !range.isEmpty else { return }
        let part = Array(bytes[range])
        if isSecret { note(part) }
        let shown = isSecret ? Self.mark : content(part, isCut: isCut, depth: 1)
        if shown != part { copy.replace(range, by: shown) }
    }

    /// The header of a part, whose fields may have secret names as well.
    private mutating func header(_ bytes: [UInt8]) -> [UInt8] {
        var lines: [[UInt8]] = []
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let colon = line.firstIndex(of: UInt8(ascii: ":"))
            if let colon, SecretName.matches(line[..<colon]) {
                note(line[(colon + 1)...].filter { !isSpace($0) })
                lines.append(line[...colon] + [UInt8(ascii: " ")] + Self.mark + (line.last == 0x0D ? [0x0D] : []))
            } else {
                lines.append(runningText(Array(line), isCut: false, depth: 1))
            }
        }
        return Array(lines.joined(separator: [0x0A]))
    }
}
