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

    /// Stops accepting, closes idle connections, and closes the others when the time is over.
    func begin(_ drain: Drain, timeout: UInt64) {
        acceptor?.close()
        acceptor = nil
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
