import Locks

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

    private enum State {
        case bound([BoundListener])
        case running
        case draining(Drain)
        case closed
    }

    /// The addresses that the server listens on, in the order of the configuration.
    public let addresses: [Address]

    private let core: ServerCore
    private let loops: [EventLoop]
    private let state: Lock<State>

    /// Binds all addresses; connections are accepted once ``start()`` is called.
    ///
    /// - Parameters:
    ///   - configuration: The addresses, and the limits of connections.
    ///   - handler: Answers each request, in a task of its own.
    /// - Throws: ``HTTPServerError`` when an address cannot be had.
    public convenience init(configuration: Configuration, handler: @escaping HTTPHandler) throws(HTTPServerError) {
        try self.init(configuration: configuration) { request, context in .later { await handler(request, context) } }
    }

    /// Binds all addresses; connections are accepted once ``start()`` is called.
    ///
    /// - Parameters:
    ///   - configuration: The addresses, and the limits of connections.
    ///   - reply: Says what is known at once of the answer to a request. It is called on the event loop of the connection.
    /// - Throws: ``HTTPServerError`` when an address cannot be had.
    public init(
        configuration: Configuration,
        reply: @escaping @Sendable (HTTPRequest, HTTPRequestContext) -> sending HTTPReply
    ) throws(HTTPServerError) {
        core = ServerCore(configuration: configuration, reply: reply)
        var loops: [EventLoop] = []
        for _ in 0..<max(1, configuration.threads) { loops.append(try EventLoop(core: core)) }
        self.loops = loops
        let listeners = try BoundListener.bindAll(configuration.listeners)
        addresses = listeners.map { $0[0].address }
        state = Lock(.bound(Array(listeners.joined())))
    }

    deinit {
        if case .bound(let listeners) = state.withLock({ $0 }) { BoundListener.closeAll(listeners) }
    }

    /// Starts the event loops, each on its own thread; does nothing if they have been started.
    ///
    /// The process is allowed as many open files as the limit of connections may take, if its own limits let it be.
    /// The loops run until ``drain(timeout:)`` has ended them, whether or not anyone still holds the server.
    public func start() throws(HTTPServerError) {
        let listeners: [BoundListener]? = state.withLock { state in
            guard case .bound(let listeners) = state else { return nil }
            state = .running
            return listeners
        }
        guard let listeners else { return }
        try core.descriptors.open(connections: core.configuration.limits.connections)
        let acceptor = Acceptor(core: core, listeners: listeners, loops: loops)
        loops[0].acceptor = acceptor
        for listener in listeners { try loops[0].watch(listener: listener.socket) }
        for loop in loops { try loop.start() }
        let first = loops[0]
        // The pool that runs tasks opens its descriptors when it runs the first, and when one sleeps for the first time: it
        // goes before the clients, of whom there may be more than there are descriptors.
        Task.detached {
            try? await Task.sleep(for: .nanoseconds(1))
            first.perform { first.acceptor?.resume() }
        }
    }

    /// Stops accepting, closes idle connections, lets requests that are being answered finish, and closes what is still
    /// open when the time is over.
    ///
    /// - Parameter timeout: How long requests may take to finish; nil for ``Configuration/Limits/drainTimeout``.
    /// - Returns: Whether all requests were answered in time.
    @discardableResult
    public func drain(timeout: Duration? = nil) async -> Bool {
        let nanoseconds = (timeout ?? core.configuration.limits.drainTimeout).nanoseconds
        let (drain, isFirst): (Drain?, Bool) = state.withLock { state in
            switch state {
            case .bound(let listeners):
                BoundListener.closeAll(listeners)
                state = .closed
                return (nil, false)
            case .running:
                let drain = Drain(loops: loops.count)
                state = .draining(drain)
                return (drain, true)
            case .draining(let drain):
                return (drain, false)
            case .closed:
                return (nil, false)
            }
        }
        guard let drain else { return true }
        if isFirst {
            for loop in loops { loop.perform { loop.begin(drain, timeout: nanoseconds) } }
        }
        return await drain.wait()
    }
}
