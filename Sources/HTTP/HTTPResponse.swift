/// A response: what a handler gives back.
///
/// The engine adds what belongs to the connection (`Date`, `Content-Length`, `Transfer-Encoding`, `Connection`) and
/// leaves out the body where there must be none (HEAD, 204, 304).
public struct HTTPResponse: Sendable {
    /// The final status, 200 to 599.
    public var status: HTTPStatus

    /// The header fields.
    ///
    /// `Content-Length` and `Transfer-Encoding` are left out on the wire, since they follow from the body; `Connection:
    /// close` is obeyed.
    public var fields: HTTPFields

    /// The body.
    public var body: HTTPResponseBody

    /// What goes only once the response is sent, or never will be: what was reserved for its bytes, for instance.
    public var holding: (any AnyObject & Sendable)?

    /// Makes a response.
    public init(status: HTTPStatus, fields: HTTPFields = [:], body: HTTPResponseBody = .empty) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}

/// The body of a response.
public enum HTTPResponseBody: Sendable {
    /// These bytes.
    case bytes([UInt8])

    /// Part of bytes that others hold as well, sent without being copied.
    case slice(ArraySlice<UInt8>)

    /// Whatever the closure writes, as it writes it.
    ///
    /// With a content length exactly so many bytes must be written; without one the body is chunked (HTTP/1.1) or ends
    /// with the connection (HTTP/1.0). If the closure throws or falls short, the connection is cut so that the client
    /// can tell. The closure is not called if the response has no body on the wire (HEAD, 204, 304).
    case stream(contentLength: Int?, @Sendable (any HTTPResponseWriter) async throws -> Void)

    /// These bytes in place of head and body, whatever they are, and then the end of the connection.
    case wire(HTTPWireBytes)

    /// No bytes.
    public static let empty = HTTPResponseBody.bytes([])
}

/// Bytes that are sent in place of a response, and how the connection ends after them.
public struct HTTPWireBytes: Sendable, Hashable {
    /// How a connection ends.
    public enum Ending: Sendable, Hashable {
        /// In order.
        case close
        /// By a reset, which the client takes for an error; bytes that were not taken yet are lost.
        case reset
    }

    /// The bytes.
    public var bytes: [UInt8]
    /// What comes after them.
    public var ending: Ending
    /// Whether they go to the socket as they are where the connection is encrypted.
    public var skipsEncryption: Bool

    /// Makes bytes for the wire.
    public init(_ bytes: [UInt8], ending: Ending = .close, skipsEncryption: Bool = false) {
        self.bytes = bytes
        self.ending = ending
        self.skipsEncryption = skipsEncryption
    }
}
