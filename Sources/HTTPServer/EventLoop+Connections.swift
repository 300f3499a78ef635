import Glibc
import Synchronization

extension EventLoop {
    /// Takes over a connection that was accepted.
    func adopt(_ socket: Int32, local: HTTPServer.Address, remoteAddress: String) {
        let generation = connections.nextGeneration()
        guard drain == nil, watch(connection: socket, generation: generation) else {
            Transport(socket: socket).close(reset: false)
            workspace.core.connectionCount.subtract(1, ordering: .relaxed)
            return
        }
        let connection = Connection(
            loop: self,
            transport: Transport(socket: socket),
            generation: generation,
            local: local,
            remoteAddress: remoteAddress
        )
        connections.insert(connection, for: socket)
        connection.awaitHead()
    }

    /// Forgets a connection that has closed.
    func forget(_ socket: Int32) {
        connections.remove(socket)
        workspace.core.connectionCount.subtract(1, ordering: .relaxed)
        if connections.isEmpty { drain?.loopIsEmpty() }
    }

    /// Takes over a relay, whose client was a connection of this loop until now.
    func adopt(_ relay: Relay, generation: UInt32) {
        let (client, upstream) = relay.sockets
        connections.remove(client)
        relays.insert(relay, for: client, generation: generation)
        let upstreamGeneration = connections.nextGeneration()
        relays.insert(relay, for: upstream, generation: upstreamGeneration)
        guard watch(connection: upstream, generation: upstreamGeneration) else { return relay.close(reset: true) }
        relay.pump()
    }

    /// Forgets a relay that has closed.
    func forget(_ relay: Relay) {
        relays.remove(relay.sockets.client)
        relays.remove(relay.sockets.upstream)
        workspace.core.connectionCount.subtract(1, ordering: .relaxed)
    }

    /// Stops accepting, closes idle connections, and closes the others when the time is over.
    func begin(_ drain: Drain, timeout: UInt64) {
        acceptor?.close()
        acceptor = nil
        // Nothing tells when what goes on inside a relay is over.
        for relay in relays.all { relay.close(reset: false) }
        guard !connections.isEmpty else {
            self.drain = drain
            return drain.loopIsEmpty()
        }
        self.drain = drain
        for connection in connections.all { connection.serverIsDraining() }
        if !connections.isEmpty { schedule(.endDrain, after: timeout) }
    }

    /// Closes what is still open after a drain has taken too long.
    func closeAll() {
        for connection in connections.all {
            // One that lingers has sent its last response, and only waits for its client.
            let isLingering = connection.phase == .lingering
            if !isLingering { drain?.cutOff() }
            connection.close(reset: !isLingering)
        }
    }
}
