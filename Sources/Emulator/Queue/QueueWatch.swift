import Locks
import Simulation

/// Plays queues whenever something happens in them, for jobs whose end somebody wants to be told of unasked.
///
/// A queue takes one task, however many jobs it has, and none once nothing will happen in it any more.
final class QueueWatch: Sendable {
    private struct Watch {
        let number: Int
        let task: Task<Void, Never>
    }

    private struct State {
        var nextNumber = 0
        var watches: [QueueName: Watch] = [:]
    }

    private let jobs: JobTable
    private let clock: Clock
    private let state = Lock(State())

    init(jobs: JobTable, clock: Clock) {
        self.jobs = jobs
        self.clock = clock
    }

    /// Looks at a queue now, and again whenever something happens in it.
    func begin(_ name: QueueName) {
        state.withLock { begin(name, &$0) }
    }

    /// Looks again at a queue in which the next event may be another than was thought, if it is watched.
    func lookAgain(at name: QueueName) {
        state.withLock { state in
            if state.watches[name] != nil { begin(name, &state) }
        }
    }

    /// Ends every watch.
    func stop() {
        state.withLock { state in
            for watch in state.watches.values { watch.task.cancel() }
            state.watches = [:]
        }
    }

    private func begin(_ name: QueueName, _ state: inout State) {
        state.watches[name]?.task.cancel()
        state.nextNumber += 1
        let number = state.nextNumber
        clock.beginWork()
        let task = Task(name: "queue watch") {
            await watch(name, number)
            clock.endWork()
        }
        state.watches[name] = Watch(number: number, task: task)
    }

    private func watch(_ name: QueueName, _ number: Int) async {
        do {
            while let event = await jobs.play(name) {
                try await clock.sleep(until: event)
            }
        } catch {
            return
        }
        state.withLock { state in
            if state.watches[name]?.number == number { state.watches[name] = nil }
        }
    }
}
