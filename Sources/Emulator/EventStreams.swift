import Locks

/// The event streams that clients listen to: they go on until the client goes or the server ends, and are ended first then.
final class EventStreams: Sendable {
    private struct State {
        var haveEnded = false
        var endings: [Int: @Sendable () -> Void] = [:]
        var nextNumber = 0
    }

    private let state = Lock(State())

    /// Whether the server is ending, so that no stream goes on.
    var haveEnded: Bool { state.withLock { $0.haveEnded } }

    /// Has something done, without waiting, when the streams are to end, or now if they are; returns what ``forget(_:)``
    /// takes.
    func atEnd(_ end: @escaping @Sendable () -> Void) -> Int {
        let (number, haveEnded) = state.withLock { state in
            state.nextNumber += 1
            if !state.haveEnded { state.endings[state.nextNumber] = end }
            return (state.nextNumber, state.haveEnded)
        }
        if haveEnded { end() }
        return number
    }

    /// Has it not done any more.
    func forget(_ number: Int) {
        state.withLock { $0.endings[number] = nil }
    }

    /// Ends all streams, those that begin later included.
    func end() {
        let endings = state.withLock { state in
            state.haveEnded = true
            defer { state.endings = [:] }
            return Array(state.endings.values)
        }
        for end in endings { end() }
    }
}
