extension HTTPServer {
    /// How a server is set up.
    public struct Configuration: Sendable {
        /// The addresses to listen on.
        public var listeners: [Listener]

        /// The number of event loops, each a thread; by default one for each processor.
        public var threads: Int

        /// What is accepted of clients, and for how long.
        public var limits: Limits

        /// The value of the `Server` field of responses that have none; nil for no such field.
        public var serverName: String?

        /// The time of the `Date` field, in seconds since 1970-01-01T00:00:00Z; by default that of the system.
        public var date: @Sendable () -> Int64

        /// How clients that speak TLS are served, on the same port as others; nil refuses them.
        public var tls: TLS?

        /// What is decided on requests that are put to a proxy; nil for no proxy: then CONNECT is the handler's to
        /// refuse, and a target with a host is like one without.
        public var proxy: HTTPProxyPolicy?

        /// What is reserved of for what the server holds, where others hold bytes of it too; nil for one of its own, of
        /// ``Limits/bufferedBytes``.
        public var budget: BufferBudget?

        /// Is told when connections have to wait because the system has no descriptor or memory for one.
        ///
        /// It is called on an event loop, once a minute at most.
        public var acceptingPaused: @Sendable (HTTPServerError) -> Void = { _ in }

        /// Makes a configuration.
        ///
        /// - Parameters:
        ///   - listeners: The addresses to listen on.
        ///   - threads: The number of event loops, at least 1.
        ///   - limits: What is accepted of clients, and for how long.
        ///   - serverName: The value of the `Server` field, if any.
        ///   - date: The time of the `Date` field, in Unix seconds.
        public init(
            listeners: [Listener],
            threads: Int = SystemClock.processorCount,
            limits: Limits = Limits(),
            serverName: String? = nil,
            date: @escaping @Sendable () -> Int64 = SystemClock.unixSeconds
        ) {
            self.listeners = listeners
            self.threads = threads
            self.limits = limits
            self.serverName = serverName
            self.date = date
        }
    }
}

extension HTTPServer.Configuration {
    /// An address to listen on.
    public struct Listener: Sendable, Hashable {
        /// An IPv4 or IPv6 address, or `localhost`, which is both 127.0.0.1 and ::1, or the one of them that there is.
        public var host: String

        /// A port, or 0 for any that is free.
        public var port: Int

        /// A name that handlers see in ``HTTPRequestContext/label``.
        public var label: String?

        /// Makes an address to listen on.
        public init(host: String = "127.0.0.1", port: Int, label: String? = nil) {
            self.host = host
            self.port = port
            self.label = label
        }
    }

    /// What is accepted of clients, and for how long.
    public struct Limits: Sendable {
        /// The longest request line in bytes; a longer one is answered 414.
        public var requestLineBytes = 8 * 1024

        /// The longest request head in bytes, request line included; a longer one is answered 431.
        public var headBytes = 32 * 1024

        /// The most header fields of a request; more are answered 431.
        public var fieldCount = 100

        /// The longest request body in bytes; a handler that reads a longer one gets
        /// ``HTTPBodyError/tooLarge(limit:)``, which suits 413.
        public var bodyBytes = 64 * 1024 * 1024

        /// The most bytes of unfinished requests, and of what handlers reserve besides, that are held at a time.
        ///
        /// A handler that reads a body for which there is no room gets ``HTTPBodyError/overloaded(limit:)``, which suits 503.
        public var bufferedBytes = 512 * 1024 * 1024

        /// The most bytes that the extensions of all chunks of a request body, or its trailers, may have together; a
        /// handler that reads a body with more gets ``HTTPBodyError/malformed(_:)``, which suits 400.
        public var chunkOverheadBytes = 16 * 1024

        /// How long a request head may take from its first byte to its last; then the answer is 408.
        public var headTimeout = Duration.seconds(10)

        /// How long a connection may stay open without a request; then it is closed.
        public var idleTimeout = Duration.seconds(75)

        /// How long a handler waits for the next byte of a body; then it gets ``HTTPBodyError/timeout``.
        public var bodyProgressTimeout = Duration.seconds(30)

        /// The bytes of a body that prolong that by a second, so that a body as a whole may take the time above and a
        /// second for so many bytes of it; 0 where any byte begins the time anew.
        public var bodyMinimumBytesPerSecond = 4096

        /// How long a client may take no byte of a response; then the connection is reset.
        public var writeProgressTimeout = Duration.seconds(30)

        /// The bytes of a response that prolong that by a second, as with bodies; what the server takes its time to write
        /// does not count.
        public var writeMinimumBytesPerSecond = 4096

        /// How long a connection that is being closed waits for the client to take the answer and close its side.
        public var lingerTimeout = Duration.seconds(5)

        /// How long requests that are being answered may take to finish once the server is to end.
        public var drainTimeout = Duration.seconds(5)

        /// How long a relay to another host may carry nothing; then it is closed.
        public var relayIdleTimeout = Duration.seconds(300)

        /// The most connections to other hosts that are being made at a time, since each takes a thread until its host
        /// answers; a further request for one is answered 503.
        public var relaysBeingConnected = 64

        /// The most connections at a time; further ones wait in the listening queue of the kernel.
        public var connections = 16 * 1024

        /// Makes the default limits.
        public init() {}
    }
}
