/// An HTTP/1.1 server: listens on addresses, and answers each request with what its handler returns.
///
/// ```swift
/// let server = try HTTPServer(configuration: .init(listeners: [.init(port: 0)])) { request, context in
///     HTTPResponse(status: 200, body: .bytes(Array("hello\n".utf8)))
/// }
/// try server.start()
/// ```
public final class HTTPServer: Sendable {
    /// An address that a server listens on.
    public struct Address: Sendable, Hashable {
        /// The host as configured.
        public let host: String

        /// The port, never 0.
        public let port: Int

        /// The label as configured.
        public let label: String?
    }

    /// The addresses that the server listens on, in the order of the configuration.
    public let addresses: [Address]

    /// Binds all addresses; connections are accepted once ``start()`` is called.
    public init(configuration: Configuration, handler: @escaping HTTPHandler) throws(HTTPServerError) {
        addresses = []
    }

    /// Starts the event loops, each on its own thread.
    public func start() throws(HTTPServerError) {
    }

    /// Stops accepting, closes idle connections, lets requests that are being answered finish, and closes what is still
    /// open when the time is over.
    ///
    /// - Returns: Whether all requests were answered in time.
    @discardableResult
    public func drain(timeout: Duration) async -> Bool {
        true
    }
}
