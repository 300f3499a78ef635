/// What the fields of a request say of its framing and its connection, gathered line by line.
struct HTTPFramingFields: Sendable {
    private var hasHost = false
    private var contentLength: Int?
    private var hasTransferEncoding = false
    private var chunkedCodings = 0
    private var otherCodings = 0
    private var endsChunked = false
    private var asksToClose = false
    private var asksToKeepAlive = false
    private var hasUnknownExpectation = false

    /// Whether the client waits for a `100 Continue`.
    private(set) var expectsContinue = false

    /// Looks at one field line.
    mutating func note(_ name: Span<UInt8>, _ value: Span<UInt8>) throws(HTTPParseError) {
        switch name.count {
        case 4 where HTTPGrammar.spells(name, "host"):
            guard !hasHost else { throw .duplicateHost }
            guard HTTPAuthority.isValid(value, portRequired: false) else { throw .malformedHost }
            hasHost = true
        case 6 where HTTPGrammar.spells(name, "expect"):
            if HTTPGrammar.spells(value, "100-continue") {
                expectsContinue = true
            } else {
                hasUnknownExpectation = true
            }
        case 10 where HTTPGrammar.spells(name, "connection"):
            HTTPGrammar.forEachMember(of: value) { member in
                if HTTPGrammar.spells(member, "close") { asksToClose = true }
                if HTTPGrammar.spells(member, "keep-alive") { asksToKeepAlive = true }
            }
        case 14 where HTTPGrammar.spells(name, "content-length"):
            guard contentLength == nil else { throw .duplicateContentLength }
            contentLength = try HTTPFramingFields.length(value)
        case 17 where HTTPGrammar.spells(name, "transfer-encoding"):
            hasTransferEncoding = true
            HTTPGrammar.forEachMember(of: value) { member in
                // Empty members are passed over (RFC 9110 §5.6.1.2): the codings are the same without them.
                guard member.count > 0 else { return }
                endsChunked = HTTPGrammar.spells(member, "chunked")
                if endsChunked { chunkedCodings += 1 } else { otherCodings += 1 }
            }
        default:
            break
        }
    }

    /// Decides how long the body is once all fields are known (RFC 9112 §6.3).
    func resolve(_ version: HTTPVersion) throws(HTTPParseError) -> HTTPBodyFraming {
        guard hasHost || version == .http10 else { throw .missingHost }
        guard !hasUnknownExpectation || version == .http10 else { throw .unsupportedExpectation }
        guard hasTransferEncoding else {
            guard let contentLength, contentLength > 0 else { return .none }
            return .length(contentLength)
        }
        guard contentLength == nil else { throw .conflictingFraming }
        guard version == .http11, endsChunked, chunkedCodings == 1 else { throw .malformedTransferEncoding }
        guard otherCodings == 0 else { throw .unsupportedTransferEncoding }
        return .chunked
    }

    /// Whether the connection stays open after the answer (RFC 9112 §9.3).
    func keepsAlive(_ version: HTTPVersion) -> Bool {
        !asksToClose && (version == .http11 || asksToKeepAlive)
    }

    private static func length(_ value: Span<UInt8>) throws(HTTPParseError) -> Int {
        guard value.count > 0 else { throw .malformedContentLength }
        var length = 0
        var overflows = false
        for index in value.indices {
            guard HTTPGrammar.isDigit(value[index]) else { throw .malformedContentLength }
            let (tenfold, overflowsTenfold) = length.multipliedReportingOverflow(by: 10)
            let (sum, overflowsSum) = tenfold.addingReportingOverflow(Int(value[index] - 0x30))
            overflows = overflows || overflowsTenfold || overflowsSum
            length = sum
        }
        guard !overflows else { throw .contentLengthTooLarge }
        return length
    }
}
