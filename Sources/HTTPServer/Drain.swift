import Locks

/// The end of a server: counts the loops that have still connections, and wakes who waits for the last.
final class Drain: Sendable {
    private struct State {
        var openLoops: Int
        var isClean = true
        var waiting: [UnsafeContinuation<Bool, Never>] = []
    }

    private let state: Lock<State>

    init(loops: Int) {
        state = Lock(State(openLoops: loops))
    }

    /// Notes that requests were cut off.
    func cutOff() {
        state.withLock { $0.isClean = false }
    }

    /// Notes that a loop has closed its last connection.
    func loopIsEmpty() {
        let (isClean, waiting) = state.withLock { state in
            state.openLoops -= 1
            guard state.openLoops == 0 else { return (true, [UnsafeContinuation<Bool, Never>]()) }
            defer { state.waiting = [] }
            return (state.isClean, state.waiting)
        }
        for continuation in waiting { continuation.resume(returning: isClean) }
    }

    /// Waits until all loops are empty; returns whether no request was cut off.
    func wait() async -> Bool {
        await withUnsafeContinuation { continuation in
            let outcome: Bool? = state.withLock { state in
                guard state.openLoops > 0 else { return state.isClean }
                state.waiting.append(continuation)
                return nil
            }
            if let outcome { continuation.resume(returning: outcome) }
        }
    }
}
