/// How the end of a response body is found (RFC 9112 §6.3).
public enum HTTPResponseFraming: Sendable, Hashable {
    /// There is none, nor a field that would announce one: 204 and 304.
    case none

    /// By its length.
    case length(Int)

    /// By its last chunk.
    case chunked

    /// By the end of the connection, for HTTP/1.0.
    case untilClose
}

/// What a response says of the connection (RFC 9112 §9.6).
public enum HTTPResponsePersistence: Sendable, Hashable {
    /// Nothing, which on HTTP/1.1 means that it stays open.
    case implied

    /// That it stays open, which an HTTP/1.0 client has to be told.
    case keepAlive

    /// That it closes after this response.
    case close
}

/// The fields that every response of a server has unless it brings its own, as complete lines.
public struct HTTPResponseDefaults: Sendable {
    let dateLine: [UInt8]
    let serverLine: [UInt8]

    /// Makes the lines.
    ///
    /// - Parameters:
    ///   - unixSeconds: The time of the `Date` field.
    ///   - serverName: The value of the `Server` field; nil for no such field.
    public init(unixSeconds: Int64, serverName: String?) {
        dateLine = HTTPFields(dictionaryLiteral: ("Date", HTTPDate.format(unixSeconds: unixSeconds))).wire
        serverLine = serverName.map { HTTPFields(dictionaryLiteral: ("Server", $0)).wire } ?? []
    }
}

/// Writes response heads.
public enum HTTPResponseEncoder {
    /// The answer to an expectation (RFC 9110 §15.2.1).
    public static let continueHead = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// Appends the head of a response, the empty line included.
    ///
    /// - Parameters:
    ///   - status: The status.
    ///   - fields: The fields of the response; those about framing and connection are left out.
    ///   - defaults: Fields that are sent unless the response has one of that name.
    ///   - framing: How its body ends.
    ///   - persistence: What becomes of the connection.
    ///   - output: Where the head is appended.
    public static func appendHead(
        status: HTTPStatus,
        fields: HTTPFields,
        defaults: HTTPResponseDefaults,
        framing: HTTPResponseFraming,
        persistence: HTTPResponsePersistence,
        to output: inout [UInt8]
    ) {
        if usualCodes.contains(status.code) {
            output.append(contentsOf: usualStatusLines[status.code - usualCodes.lowerBound])
        } else {
            output.append(contentsOf: statusLine(status))
        }
        let present = fields.appendForResponse(to: &output)
        if !present.date { output.append(contentsOf: defaults.dateLine) }
        if !present.server { output.append(contentsOf: defaults.serverLine) }
        switch framing {
        case .none, .untilClose:
            break
        case .length(let length):
            append("Content-Length: ", to: &output)
            appendDecimal(length, to: &output)
            append("\r\n", to: &output)
        case .chunked:
            append("Transfer-Encoding: chunked\r\n", to: &output)
        }
        switch persistence {
        case .implied: append("\r\n", to: &output)
        case .keepAlive: append("Connection: keep-alive\r\n\r\n", to: &output)
        case .close: append("Connection: close\r\n\r\n", to: &output)
        }
    }

    private static let usualCodes = 200..<600

    /// The status lines of usual codes, put together once.
    private static let usualStatusLines = usualCodes.map { statusLine(HTTPStatus($0)) }

    private static func statusLine(_ status: HTTPStatus) -> [UInt8] {
        Array("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n".utf8)
    }

    @inline(__always)
    private static func append(_ text: StaticString, to output: inout [UInt8]) {
        output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a number that is not negative; the standard library's way goes by a string, at ten times the cost.
    private static func appendDecimal(_ value: Int, to output: inout [UInt8]) {
        var place = 1
        while value / place >= 10 { place *= 10 }
        while place > 0 {
            output.append(0x30 + UInt8(truncatingIfNeeded: value / place % 10))
            place /= 10
        }
    }
}
