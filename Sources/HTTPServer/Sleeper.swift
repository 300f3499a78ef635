import CLinux
import Synchronization

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

    private let state = Mutex(State.initial)
    private let loop: EventLoop

    private init(loop: EventLoop) {
        self.loop = loop
    }

    /// Waits on the timers of a loop.
    static func sleep(for duration: Duration, on loop: EventLoop) async throws(CancellationError) {
        let nanoseconds = duration.nanoseconds
        guard !Task.isCancelled else { throw CancellationError() }
        guard nanoseconds > 0 else { return }
        let sleeper = Sleeper(loop: loop)
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                sleeper.wait(continuation, until: linux_monotonic_nanoseconds() + nanoseconds)
            }
        } onCancel: {
            sleeper.finish(.cancelled)
        }
        if case .cancelled = outcome { throw CancellationError() }
    }

    private func wait(_ continuation: UnsafeContinuation<Outcome, Never>, until deadline: UInt64) {
        let early: Outcome? = state.withLock { state in
            if case .finished(let outcome) = state { return outcome }
            state = .waiting(continuation, nil)
            return nil
        }
        if let early { return continuation.resume(returning: early) }
        loop.perform { self.setTimer(deadline) }
    }

    private func setTimer(_ deadline: UInt64) {
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
