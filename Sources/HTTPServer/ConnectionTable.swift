/// The connections of a loop by the number of their socket.
///
/// The kernel gives the number of a closed socket away again at once, and an event for the old one may still be
/// waiting; the generation tells them apart.
struct ConnectionTable {
    private var connections: [Connection?] = []
    private var generation: UInt32 = 0

    /// The number of connections.
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// A generation that no connection of this loop has had lately; never 0.
    mutating func nextGeneration() -> UInt32 {
        generation = generation == .max ? 1 : generation + 1
        return generation
    }

    /// The connection of a socket, unless it is a later one than meant.
    subscript(socket: Int32, generation: UInt32) -> Connection? {
        let index = Int(socket)
        guard index >= 0, index < connections.count, let connection = connections[index],
            connection.generation == generation
        else { return nil }
        return connection
    }

    /// Adds a connection.
    mutating func insert(_ connection: Connection, for socket: Int32) {
        while connections.count <= Int(socket) { connections.append(nil) }
        connections[Int(socket)] = connection
        count += 1
    }

    /// Forgets the connection of a socket.
    mutating func remove(_ socket: Int32) {
        connections[Int(socket)] = nil
        count -= 1
    }

    /// All connections.
    var all: [Connection] { connections.compactMap(\.self) }
}
