public import HTTP
public import Simulation

/// One request as a vendor sees it: already routed to one of its roles, the body read.
public struct Call: Sendable {
    /// The host that was called.
    public let role: Role
    /// The method, as sent.
    public let method: HTTPMethod
    /// The path after any prefix, as sent (not percent-decoded); begins with a slash.
    public let path: String
    /// What follows the question mark, as sent.
    public let query: String?
    /// The header fields, as sent.
    public let fields: HTTPFields
    /// The body, read to its end.
    public var body: Body
    /// The moment of arrival on the emulator's clock.
    public let time: Timestamp
    /// The source of ids and other drawn values of this call.
    public var draw: Draw
    /// Makes absolute URLs that lead back the way the caller came in.
    public let links: Links

    /// Makes a call.
    public init(
        role: Role,
        method: HTTPMethod,
        path: String,
        query: String? = nil,
        fields: HTTPFields,
        body: Body,
        time: Timestamp,
        draw: Draw,
        links: Links
    ) {
        self.role = role
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
        self.time = time
        self.draw = draw
        self.links = links
    }

    /// The request body.
    public enum Body: Sendable, Hashable {
        case bytes([UInt8])
        /// It was longer than the limit in bytes, and was not kept.
        case tooLarge(limit: Int)
    }

    /// The bytes of the body; none where it was longer than the limit.
    public var bodyBytes: [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }
}
