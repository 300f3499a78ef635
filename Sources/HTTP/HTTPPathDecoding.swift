/// Why a path cannot be decoded; each kind is answered 400.
public enum HTTPPathError: String, Error, Sendable, Hashable, CaseIterable {
    /// A percent sign without two hexadecimal digits after it (RFC 3986 §2.1).
    case malformedEscape = "malformed_escape"

    /// An escape that stands for NUL, which no resource has in its name.
    case nul

    /// Bytes that are not UTF-8.
    case notUnicode = "not_unicode"

    /// A segment `.` or `..`, plain or escaped: a client resolves those before it sends (RFC 3986 §5.2.4).
    case dotSegment = "dot_segment"

    /// The status such a request is answered with.
    public var status: HTTPStatus { 400 }
}

extension HTTPRequestTarget {
    /// The path with each escape decoded, once: `/a%20b` becomes `/a b`, and `%2541` becomes `%41`.
    ///
    /// An escaped slash is a slash afterwards; where that must not be taken for the end of a segment, split
    /// ``rawPath``.
    public func decodedPath() throws(HTTPPathError) -> String {
        let raw = rawPath.utf8.span
        // Only an escape, or a dot that begins a segment, makes more than this of a path.
        var mayNeedWork = false
        var previous = HTTPGrammar.slash
        for index in raw.indices {
            let byte = raw[index]
            if byte == HTTPGrammar.percent || byte == 0x2E && previous == HTTPGrammar.slash { mayNeedWork = true }
            previous = byte
        }
        guard mayNeedWork else { return rawPath }
        let bytes = try HTTPRequestTarget.decode(raw)
        for segment in bytes.split(separator: HTTPGrammar.slash)
        where segment.elementsEqual([0x2E]) || segment.elementsEqual([0x2E, 0x2E]) {
            throw .dotSegment
        }
        guard let path = String(validating: bytes, as: UTF8.self) else { throw .notUnicode }
        return path
    }

    private static func decode(_ raw: Span<UInt8>) throws(HTTPPathError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            guard raw[index] == HTTPGrammar.percent else {
                bytes.append(raw[index])
                index += 1
                continue
            }
            guard index + 2 < raw.count, let high = HTTPGrammar.hexadecimalValue(raw[index + 1]),
                let low = HTTPGrammar.hexadecimalValue(raw[index + 2])
            else { throw .malformedEscape }
            let byte = high << 4 | low
            guard byte != 0 else { throw .nul }
            bytes.append(byte)
            index += 3
        }
        return bytes
    }
}
