import HTTPServer
import Locks
import Simulation

/// A task that waits on a clock: one of the many that may do so at a time, so it is small.
final class ClockSleeper: Sendable {
    private enum State {
        case initial
        case asleep(UnsafeContinuation<Bool, Never>, TimerQueue<ClockSleeper>.Token)
        case awake
    }

    /// What it waits for.
    let moment: Timestamp
    private let clock: Clock
    private let state = Lock(State.initial)

    init(until moment: Timestamp, on clock: Clock) {
        self.moment = moment
        self.clock = clock
    }

    /// Waits; returns whether the moment has come, and not the task's cancellation.
    func sleep() async -> Bool {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { clock.lay(self, down: $0) }
        } onCancel: {
            clock.cancel(self)
        }
    }

    /// Falls asleep; false if it has been woken before.
    func fallAsleep(
        _ continuation: UnsafeContinuation<Bool, Never>,
        _ queue: () -> TimerQueue<ClockSleeper>.Token
    ) -> Bool {
        state.withLock { state in
            guard case .initial = state else { return false }
            state = .asleep(continuation, queue())
            return true
        }
    }

    /// Is not to sleep any longer, and not to fall asleep again; returns whom to resume, and its place among the
    /// sleepers, if it was asleep.
    func awaken() -> (continuation: UnsafeContinuation<Bool, Never>, token: TimerQueue<ClockSleeper>.Token)? {
        state.withLock { state in
            defer { state = .awake }
            guard case .asleep(let continuation, let token) = state else { return nil }
            return (continuation, token)
        }
    }
}
