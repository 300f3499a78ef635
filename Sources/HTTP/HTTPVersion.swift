/// The protocol version of a message (RFC 9110 §2.5), as far as it changes how a message is read or answered.
public enum HTTPVersion: Sendable, Hashable {
    /// HTTP/1.0: connections close unless both sides ask to keep them, no chunked coding, no interim responses.
    case http10

    /// HTTP/1.1, and any later minor version of 1, which is answered as 1.1.
    case http11
}
