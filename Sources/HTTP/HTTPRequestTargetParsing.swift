extension HTTPRequestTarget {
    /// Reads a target of one of the four forms (RFC 9112 §3.2).
    init(_ bytes: Span<UInt8>, method: HTTPMethod) throws(HTTPParseError) {
        guard bytes.count > 0 else { throw .malformedTarget }
        if method == .connect {
            guard HTTPAuthority.isValid(bytes, portRequired: true) else { throw .malformedTarget }
            self.init(form: .authority, scheme: nil, authority: HTTPRequestTarget.text(bytes), rawPath: "", query: nil)
        } else if bytes[0] == HTTPGrammar.slash {
            let (path, query) = try HTTPRequestTarget.pathAndQuery(bytes)
            self.init(form: .origin, scheme: nil, authority: nil, rawPath: path, query: query)
        } else if bytes[0] == 0x2A, bytes.count == 1, method == .options {
            self.init(form: .asterisk, scheme: nil, authority: nil, rawPath: "*", query: nil)
        } else {
            try self.init(absolute: bytes)
        }
    }

    /// Reads `http://authority/path?query` or the same with `https`.
    private init(absolute bytes: Span<UInt8>) throws(HTTPParseError) {
        let scheme: String
        let authorityStart: Int
        if bytes.count > 7, HTTPGrammar.spells(bytes.extracting(0..<7), "http://") {
            (scheme, authorityStart) = ("http", 7)
        } else if bytes.count > 8, HTTPGrammar.spells(bytes.extracting(0..<8), "https://") {
            (scheme, authorityStart) = ("https", 8)
        } else {
            throw .malformedTarget
        }
        var authorityEnd = authorityStart
        while authorityEnd < bytes.count, bytes[authorityEnd] != HTTPGrammar.slash,
            bytes[authorityEnd] != HTTPGrammar.questionMark
        {
            authorityEnd += 1
        }
        let authority = bytes.extracting(authorityStart..<authorityEnd)
        guard authority.count > 0, HTTPAuthority.isValid(authority, portRequired: false) else { throw .malformedTarget }
        var (path, query) = try HTTPRequestTarget.pathAndQuery(bytes.extracting(authorityEnd..<bytes.count))
        // An empty path is the root (RFC 9112 §3.2.1).
        if path.isEmpty { path = "/" }
        self.init(
            form: .absolute,
            scheme: scheme,
            authority: HTTPRequestTarget.text(authority),
            rawPath: path,
            query: query
        )
    }

    private static func pathAndQuery(_ bytes: Span<UInt8>) throws(HTTPParseError) -> (path: String, query: String?) {
        var index = 0
        while index < bytes.count, bytes[index] != HTTPGrammar.questionMark {
            guard HTTPGrammar.isPath(bytes[index]) else { throw .malformedTarget }
            index += 1
        }
        let path = text(bytes.extracting(0..<index))
        guard index < bytes.count else { return (path, nil) }
        let queryStart = index + 1
        index = queryStart
        while index < bytes.count {
            guard HTTPGrammar.isQuery(bytes[index]) else { throw .malformedTarget }
            index += 1
        }
        return (path, text(bytes.extracting(queryStart..<bytes.count)))
    }

    private static func text(_ bytes: Span<UInt8>) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
