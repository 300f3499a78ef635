import Locks

/// Lets so many have their turn at a time, and the others wait in the order in which they came, on no thread.
final class Turns: Sendable {
    private struct State {
        var free: Int
        var waiting: [UnsafeContinuation<Void, Never>] = []
    }

    private let state: Lock<State>

    /// Makes turns for so many at a time.
    init(count: Int) {
        state = Lock(State(free: count))
    }

    /// Waits for a turn, which is to be given back.
    func take() async {
        await withUnsafeContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    /// Ends a turn; whoever waits for the longest time has the next.
    func giveBack() {
        let next: UnsafeContinuation<Void, Never>? = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
