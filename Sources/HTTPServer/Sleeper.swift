import CLinux
import Locks

/// A handler that waits on the timers of a loop, until its time has come or its task is cancelled.
final class Sleeper: Sendable {
    /// Why the waiting ended.
    enum Outcome {
        case elapsed
        case cancelled
    }

    private enum State {
        case initial
        case waiting(UnsafeContinuation<Outcome, Never>, TimerQueue<LoopTimer>.Token?)
        case finished(Outcome)
    }

    private let state = Lock(State.initial)
    private let loop: EventLoop
    private let deadline: UInt64

    /// Prepares to wait for so long from now.
    init(for duration: Duration, on loop: EventLoop) {
        self.loop = loop
        deadline = linux_monotonic_nanoseconds() + duration.nanoseconds
    }

    /// Waits; throws as soon as the task is cancelled, or if the server has ended.
    ///
    /// Ten thousand handlers may be waiting here at a time, so little is kept across the suspension.
    func sleep() async throws(CancellationError) {
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { wait($0) }
        } onCancel: {
            finish(.cancelled)
        }
        if case .cancelled = outcome { throw CancellationError() }
    }

    private func wait(_ continuation: UnsafeContinuation<Outcome, Never>) {
        let early: Outcome? = state.withLock { state in
            if case .finished(let outcome) = state { return outcome }
            state = .waiting(continuation, nil)
            return nil
        }
        if let early { return continuation.resume(returning: early) }
        loop.perform { self.setTimer() }
    }

    private func setTimer() {
        // Where nothing comes any more, waiting would have no end.
        guard !loop.hasEnded else { return finish(.cancelled) }
        state.withLock { state in
            // It may have been cancelled by another thread in the meantime.
            guard case .waiting(let continuation, _) = state else { return }
            state = .waiting(continuation, loop.timers.insert(deadline: deadline, .sleeper(self)))
        }
    }

    /// Ends the waiting, whichever thread says so first and for whichever reason.
    func finish(_ outcome: Outcome) {
        let last = state.withLock { state in
            let last = state
            if case .finished = last { return last }
            state = .finished(outcome)
            return last
        }
        guard case .waiting(let continuation, let token) = last else { return }
        continuation.resume(returning: outcome)
        if outcome == .cancelled, let token { loop.perform { self.loop.timers.remove(token) } }
    }
}
