/// Where a request came from, and the waiting that the server does for a handler.
public struct HTTPRequestContext: Sendable {
    private enum Origin: Sendable {
        case connection(Connection)
        case byHand(ByHand)
    }

    /// A class, so that a context is no larger than a reference.
    private final class ByHand: Sendable {
        let label: String?
        let localPort: Int
        let remoteAddress: String
        let isEncrypted: Bool
        let tunnelAuthority: String?
        let sleep: @Sendable (Duration) async throws(CancellationError) -> Void

        init(
            label: String?,
            localPort: Int,
            remoteAddress: String,
            isEncrypted: Bool,
            tunnelAuthority: String?,
            sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void
        ) {
            self.label = label
            self.localPort = localPort
            self.remoteAddress = remoteAddress
            self.isEncrypted = isEncrypted
            self.tunnelAuthority = tunnelAuthority
            self.sleep = sleep
        }
    }

    private let origin: Origin

    init(of connection: Connection) {
        origin = .connection(connection)
    }

    /// Makes a context by hand, for calling a handler without a server.
    ///
    /// - Parameters:
    ///   - label: The label of the listener.
    ///   - localPort: The port of the listener.
    ///   - remoteAddress: The address of the client.
    ///   - isEncrypted: Whether the connection is encrypted.
    ///   - tunnelAuthority: Whom the client asked to be connected to, if it did.
    ///   - sleep: What ``sleep(for:)`` does.
    public init(
        label: String? = nil,
        localPort: Int = 80,
        remoteAddress: String = "127.0.0.1",
        isEncrypted: Bool = false,
        tunnelAuthority: String? = nil,
        sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void
    ) {
        origin = .byHand(
            ByHand(
                label: label,
                localPort: localPort,
                remoteAddress: remoteAddress,
                isEncrypted: isEncrypted,
                tunnelAuthority: tunnelAuthority,
                sleep: sleep
            )
        )
    }

    /// The label of the listener that the connection came in by.
    public var label: String? {
        switch origin {
        case .connection(let connection): connection.local.label
        case .byHand(let values): values.label
        }
    }

    /// The port that the connection came in by.
    public var localPort: Int {
        switch origin {
        case .connection(let connection): connection.local.port
        case .byHand(let values): values.localPort
        }
    }

    /// The address of the client as text, without its port: `127.0.0.1`, `::1`.
    public var remoteAddress: String {
        switch origin {
        case .connection(let connection): connection.remoteAddress
        case .byHand(let values): values.remoteAddress
        }
    }

    /// Whether the connection is encrypted.
    public var isEncrypted: Bool {
        switch origin {
        case .connection(let connection): connection.isEncrypted
        case .byHand(let values): values.isEncrypted
        }
    }

    /// Host and port that the client asked a tunnel to, if the request came through one (RFC 9110 §9.3.6).
    public var tunnelAuthority: String? {
        switch origin {
        case .connection(let connection): connection.tunnel?.authority
        case .byHand(let values): values.tunnelAuthority
        }
    }

    /// Waits on the timers of the event loop, which costs no thread; throws as soon as the task is cancelled, or
    /// if the server has ended.
    public func sleep(for duration: Duration) async throws(CancellationError) {
        switch origin {
        case .connection(let connection): try await Sleeper(for: duration, on: connection.loop).sleep()
        case .byHand(let values): try await values.sleep(duration)
        }
    }
}
