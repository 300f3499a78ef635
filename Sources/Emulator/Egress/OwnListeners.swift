import Locks

/// The addresses that this server itself listens on, known once they are bound.
///
/// Nothing that a caller names may make the server call itself: a webhook to `/_fauxto/reset` would empty the journal.
final class OwnListeners: Sendable {
    /// A host as it was bound, and the port.
    struct Listener: Sendable {
        let host: String
        let port: Int
    }

    private let listeners = Lock<[Listener]>([])

    /// Notes what was bound.
    func set(_ listeners: [Listener]) {
        self.listeners.withLock { $0 = listeners }
    }

    /// Whether a connection to an address and port would come back to this server.
    ///
    /// - Parameters:
    ///   - address: Where the connection goes.
    ///   - port: The port there.
    ///   - interfaces: The addresses of this machine, asked only of a listener on every one of them.
    /// - Returns: Whether one of the listeners takes it.
    func include(
        _ address: IPAddress,
        port: Int,
        interfaces: () -> Set<IPAddress> = interfaceAddresses
    ) -> Bool {
        listeners.withLock { $0 }.contains { listener in
            guard listener.port == port else { return false }
            // A connection to no host at all leads to this machine.
            if address.scope == .unspecified { return true }
            // `localhost` is no address, and every loopback address may be meant by it.
            guard let own = IPAddress(listener.host) else { return address.scope == .loopback }
            guard own.scope == .unspecified else { return own == address }
            return address.scope == .loopback || interfaces().contains(address)
        }
    }
}
