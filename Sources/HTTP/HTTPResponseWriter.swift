/// Where the body of a streamed response is written to.
public protocol HTTPResponseWriter: Sendable {
    /// Sends bytes, and waits as long as the client does not take them.
    ///
    /// Throws ``HTTPWriteError``.
    func write(_ bytes: [UInt8]) async throws(HTTPWriteError)
}

/// Why the body of a response could not be written.
public enum HTTPWriteError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The client closed or reset the connection, or the connection was closed here.
    case connectionClosed

    /// The client took no byte for longer than the limit.
    case timeout

    /// More bytes were written than the response had announced.
    case beyondContentLength

    /// What happened, as a sentence.
    public var description: String {
        switch self {
        case .connectionClosed: "the connection is closed"
        case .timeout: "the client did not take the response in time"
        case .beyondContentLength: "more bytes were written than the response announced"
        }
    }
}
