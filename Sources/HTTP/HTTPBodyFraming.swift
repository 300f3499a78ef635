/// How the end of a request body is found (RFC 9112 §6.3).
public enum HTTPBodyFraming: Sendable, Hashable {
    /// There is no body.
    case none

    /// Exactly so many bytes follow the head; more than zero.
    case length(Int)

    /// The body comes in chunks, the last of which is empty.
    case chunked
}
