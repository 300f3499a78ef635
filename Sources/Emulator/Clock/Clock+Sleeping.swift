import CLinux
import HTTPServer
import Locks
import Simulation
import Synchronization

extension Clock {
    /// Notes that a call or a task is at work: in auto mode time does not leap as long as it is.
    func beginWork() {
        workers.add(1, ordering: .acquiringAndReleasing)
    }

    /// Notes that the work is done that ``beginWork()`` noted.
    ///
    /// - Parameter isContact: Whether a caller was answered who may go on with another request.
    func endWork(isContact: Bool = false) {
        if isContact { noteContact() }
        if workers.subtract(1, ordering: .acquiringAndReleasing).newValue == 0, leaps { update { _ in } }
    }

    /// Notes that a caller was answered or heard of, who is given some real time before time leaps.
    func noteContact() {
        if leaps { lastContact.store(linux_monotonic_nanoseconds(), ordering: .releasing) }
    }

    /// Waits in real time for something that is not this emulator's work.
    func idle(_ wait: () async throws(CancellationError) -> Void) async throws(CancellationError) {
        endWork()
        defer { beginWork() }
        try await wait()
    }

    /// Waits until the clock shows a moment or a later one; false as soon as the task is cancelled.
    ///
    /// Whoever waits is at work before and after, as ``beginWork()`` notes it. Those who wait for the same moment are woken
    /// in the order in which they fell asleep. It costs no thread and, ten thousand of which may wait at a time, little
    /// memory: less than if it threw, since every function that an error might pass through would hold room for it.
    @inline(__always)
    func wait(until moment: Timestamp) async -> Bool {
        await ClockSleeper(until: moment, on: self).sleep()
    }

    /// Waits as ``wait(until:)`` does, and throws as soon as the task is cancelled.
    func sleep(until moment: Timestamp) async throws(CancellationError) {
        guard await wait(until: moment) else { throw CancellationError() }
    }

    /// Has somebody sleep, unless the moment has come.
    func lay(_ sleeper: ClockSleeper, down continuation: UnsafeContinuation<Bool, Never>) {
        let outcome: Bool? = update { state in
            guard state.course.time < sleeper.moment else { return true }
            let isAsleep = sleeper.fallAsleep(continuation) {
                state.sleepers.insert(deadline: sleeper.moment.key, sleeper)
            }
            guard isAsleep else { return false }
            workers.subtract(1, ordering: .acquiringAndReleasing)
            return nil
        }
        if let outcome { continuation.resume(returning: outcome) }
    }

    /// Wakes somebody before the time.
    func cancel(_ sleeper: ClockSleeper) {
        let continuation = state.withLock { state -> UnsafeContinuation<Bool, Never>? in
            guard let (continuation, token) = sleeper.awaken() else { return nil }
            state.sleepers.remove(token)
            workers.add(1, ordering: .acquiringAndReleasing)
            return continuation
        }
        continuation?.resume(returning: false)
    }

    /// Wakes whose time has come, leaps if the time for that has, and sets the real timer for what comes next.
    ///
    /// - Returns: Whom to resume, in this order.
    func proceed(_ state: inout State) -> [UnsafeContinuation<Bool, Never>] {
        guard let first = state.sleepers.nextDeadline.map(Timestamp.init(key:)) else { return [] }
        var woken = wake(until: state.course.time, &state)
        var wait = state.sleepers.nextDeadline.flatMap { state.course.realNanoseconds(until: Timestamp(key: $0)) }
        if state.mode == .auto, woken.isEmpty, workers.load(ordering: .acquiring) <= 0, first <= TimeCourse.latest {
            let contact = lastContact.load(ordering: .acquiring)
            let quiet = linux_monotonic_nanoseconds() - contact
            if quiet >= Clock.grace {
                state.course = .line(from: first, rate: state.mode.rate)
                woken = wake(until: first, &state)
                // Whoever was woken is at work, and the next leap comes after that.
                wait = state.sleepers.nextDeadline.flatMap { state.course.realNanoseconds(until: Timestamp(key: $0)) }
            } else {
                wait = min(wait ?? .max, Clock.grace - quiet)
            }
        }
        if let wait { setAlarm(after: wait, &state) }
        return woken
    }

    /// Takes out everybody who sleeps until a moment or an earlier one.
    func wake(until time: Timestamp, _ state: inout State) -> [UnsafeContinuation<Bool, Never>] {
        var woken: [UnsafeContinuation<Bool, Never>] = []
        while let sleeper = state.sleepers.popExpired(now: time.key) {
            if let (continuation, _) = sleeper.awaken() { woken.append(continuation) }
        }
        workers.add(woken.count, ordering: .acquiringAndReleasing)
        return woken
    }

    private func setAlarm(after nanoseconds: UInt64, _ state: inout State) {
        // An alarm costs more than to wake somebody: where thousands wait for moments close together, one is enough for
        // those of a millisecond.
        let nanoseconds = max(nanoseconds, 1_000_000)
        let deadline = linux_monotonic_nanoseconds() + nanoseconds
        // One that comes too early looks again.
        if let alarm = state.alarm {
            if alarm.deadline <= deadline { return }
            alarm.task.cancel()
        }
        let task = Task(name: "clock") { [weak self] in
            do {
                try await Task.sleep(for: .nanoseconds(nanoseconds))
            } catch {
                return
            }
            self?.update { state in
                if state.alarm?.deadline == deadline { state.alarm = nil }
            }
        }
        state.alarm = (deadline, task)
    }
}

extension Timestamp {
    /// The moment as sleepers are ordered by it.
    fileprivate var key: UInt64 { UInt64(clamping: nanoseconds) }

    /// The moment that a sleeper waits for.
    init(key: UInt64) {
        self.init(nanoseconds: Int64(clamping: key))
    }
}
