import Emulator
import Simulation
import Synchronization

/// A clock that stands still until a test moves it.
final class MovableClock: Sendable {
    private struct Sleeper {
        let moment: Timestamp
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var time: Timestamp
        var nextNumber = 0
        var sleepers: [Int: Sleeper] = [:]
        /// Those who wait until somebody sleeps until a moment.
        var observers: [(moment: Timestamp, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>

    init(at time: Timestamp = ServerFixture.noon) {
        state = Mutex(State(time: time))
    }

    /// The clock as a server takes it.
    var clock: Clock {
        Clock(now: { [self] in state.withLock { $0.time } }) { [self] moment throws(CancellationError) in
            guard await sleep(until: moment) else { throw CancellationError() }
        }
    }

    /// Lets time pass, and wakes whoever slept until then.
    func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.time = state.time + duration
            let due = state.sleepers.filter { $0.value.moment <= state.time }
            for number in due.keys { state.sleepers[number] = nil }
            return due.values.sorted { $0.moment < $1.moment }
        }
        for sleeper in woken { sleeper.continuation.resume(returning: true) }
    }

    /// Waits until somebody sleeps until exactly this moment.
    func sleeper(until moment: Timestamp) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.values.contains(where: { $0.moment == moment }) { return true }
                state.observers.append((moment, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// How many sleep.
    var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// Returns whether the moment came, and not the task's cancellation.
    private func sleep(until moment: Timestamp) async -> Bool {
        let number = state.withLock { state in
            state.nextNumber += 1
            return state.nextNumber
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                fallAsleep(Sleeper(moment: moment, continuation: continuation), number)
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: number) }?.continuation.resume(returning: false)
        }
    }

    private func fallAsleep(_ sleeper: Sleeper, _ number: Int) {
        let (outcome, observers) = state.withLock { state -> (Bool?, [CheckedContinuation<Void, Never>]) in
            // A cancellation before this found no sleeper to wake.
            if Task.isCancelled { return (false, []) }
            if sleeper.moment <= state.time { return (true, []) }
            state.sleepers[number] = sleeper
            let observers = state.observers.filter { $0.moment == sleeper.moment }.map(\.continuation)
            state.observers.removeAll { $0.moment == sleeper.moment }
            return (nil, observers)
        }
        for observer in observers { observer.resume() }
        if let outcome { sleeper.continuation.resume(returning: outcome) }
    }
}
