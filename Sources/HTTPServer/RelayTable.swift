/// The relays of a loop by the numbers of both of their sockets, told from earlier ones by generation as in
/// ``ConnectionTable``.
struct RelayTable {
    private var entries: [Int32: (generation: UInt32, relay: Relay)] = [:]

    var isEmpty: Bool { entries.isEmpty }

    /// The relay of a socket, unless it is a later one than meant.
    subscript(socket: Int32, generation: UInt32) -> Relay? {
        guard let entry = entries[socket], entry.generation == generation else { return nil }
        return entry.relay
    }

    /// Adds a relay under one of its sockets.
    mutating func insert(_ relay: Relay, for socket: Int32, generation: UInt32) {
        entries[socket] = (generation, relay)
    }

    /// Forgets the relay of a socket.
    mutating func remove(_ socket: Int32) {
        entries[socket] = nil
    }

    /// All relays, each once or twice.
    var all: [Relay] { entries.values.map(\.relay) }
}
