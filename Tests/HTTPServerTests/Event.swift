import Foundation
import Locks

/// Something that happens once, with a value, and that tasks and threads can wait for.
final class Event<Value: Sendable>: Sendable {
    private enum State {
        case awaited([@Sendable (Value) -> Void])
        case happened(Value)
    }

    private let state = Lock(State.awaited([]))

    /// Lets it happen; the first time counts.
    func happen(_ value: Value) {
        let waiting = state.withLock { state -> [@Sendable (Value) -> Void] in
            guard case .awaited(let waiting) = state else { return [] }
            state = .happened(value)
            return waiting
        }
        for wake in waiting { wake(value) }
    }

    /// Lets go of the value, which may hold what holds the event.
    func forget() {
        state.withLock { $0 = .awaited([]) }
    }

    /// Whether it has happened.
    var hasHappened: Bool { state.withLock { if case .happened = $0 { true } else { false } } }

    /// Suspends the task until it has happened.
    func wait() async -> Value {
        await withCheckedContinuation { continuation in then { continuation.resume(returning: $0) } }
    }

    /// Blocks the thread until it has happened, for two minutes at most; nil then.
    func waitBlocking() -> Value? {
        let semaphore = DispatchSemaphore(value: 0)
        then { _ in semaphore.signal() }
        guard semaphore.wait(timeout: .now() + 120) == .success else { return nil }
        return state.withLock { if case .happened(let value) = $0 { value } else { nil } }
    }

    private func then(_ wake: @escaping @Sendable (Value) -> Void) {
        let happened = state.withLock { state -> Value? in
            switch state {
            case .happened(let value):
                return value
            case .awaited(let waiting):
                state = .awaited(waiting + [wake])
                return nil
            }
        }
        if let happened { wake(happened) }
    }
}

extension Event where Value == Void {
    /// Lets it happen.
    func happen() { happen(()) }
}
