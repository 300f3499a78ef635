import Simulation
import Synchronization
import Vendors

/// Every account's queue and the jobs in it, bounded: the oldest jobs are forgotten first, whatever their state.
///
/// Nothing here runs by itself. Whoever asks has the queue played up to the moment, and waits for the work on the jobs
/// that a runner got meanwhile; so a job's life depends on the clock alone, and not on who looks or how often.
final class JobTable: Sendable {
    /// What is known of a job at a moment.
    struct Sight: Sendable {
        let job: Job
        let state: JobState
        /// Nil as long as no runner has the job.
        let work: JobWork?
        let time: Timestamp
        /// When something in its queue happens next by itself.
        let nextEvent: Timestamp?
    }

    private struct Record {
        let job: Job
        var work: JobWork?
    }

    private struct State {
        var records: BoundedTable<String, Record>
        var queues: [QueueName: JobQueue<String>] = [:]

        /// What is known of a job of a queue that has been played up to `time`.
        func sight(of id: String, in name: QueueName, at time: Timestamp) -> Sight? {
            guard let queue = queues[name], let state = queue.state(of: id), let record = records.value(for: id) else {
                return nil
            }
            return Sight(job: record.job, state: state, work: record.work, time: time, nextEvent: queue.nextEvent)
        }
    }

    private let settings: EmulatorConfiguration.Queue
    private let worker: JobWorker
    private let clock: Clock
    private let state: Mutex<State>

    init(settings: EmulatorConfiguration.Queue, worker: JobWorker, clock: Clock) {
        self.settings = settings
        self.worker = worker
        self.clock = clock
        let records = BoundedTable<String, Record>(
            maximumCount: settings.maximumJobs,
            maximumWeight: settings.maximumBytes
        )
        state = Mutex(State(records: records))
    }

    /// Takes a job in; nil where it is refused since too many wait already.
    func submit(_ job: Job) async -> Sight? {
        let sight: Sight? = await play(job.queue) { state, time in
            var queue =
                state.queues[job.queue]
                ?? JobQueue(
                    runners: settings.runners,
                    retention: .seconds(settings.retentionSeconds)
                )
            if let limit = job.submission.maximumWaiting, queue.waitingCount > limit { return nil }
            queue.submit(job.id, at: time, startDeadline: job.submission.startTimeout.map { time + $0 })
            let place = queue.waitingCount - 1
            state.queues[job.queue] = queue
            insert(Record(job: job), into: &state)
            return Sight(job: job, state: .waiting(ahead: place), work: nil, time: time, nextEvent: nil)
        }
        // A runner that is free sets to work at once, though nobody waits for it here.
        if sight != nil { beginWork(job.queue) }
        return sight
    }

    /// Looks at a job of a queue; nil where that queue has no such job.
    func look(at id: String, in name: QueueName) async -> Sight? {
        await play(name) { state, time in state.sight(of: id, in: name, at: time) }
    }

    /// Ends a job of a queue unless it is over; returns how it was before, and nil where that queue has no such job.
    func cancel(_ id: String, in name: QueueName) async -> Sight? {
        await play(name) { state, time in
            let sight = state.sight(of: id, in: name, at: time)
            state.queues[name]?.cancel(id)
            return sight
        }
    }

    /// Forgets every job.
    func reset() {
        state.withLock { state in
            state.records.removeAll()
            state.queues = [:]
        }
    }

    /// Plays a queue up to now, waiting for the work of every job that a runner got meanwhile, and does something then.
    private func play<Result: Sendable>(
        _ name: QueueName,
        then body: (inout State, Timestamp) -> Result
    ) async -> Result {
        while true {
            let started: [Job]
            switch advance(name, then: body) {
            case .success(let result): return result
            case .failure(let halt): started = halt.jobs
            }
            for job in started { tell(await job.work(by: worker).value, of: job) }
        }
    }

    /// Why a queue could not be played to the end: the work of these jobs has to be done first.
    private struct Halt: Error {
        let jobs: [Job]
    }

    private func advance<Result>(
        _ name: QueueName,
        then body: (inout State, Timestamp) -> Result
    ) -> Swift.Result<Result, Halt> {
        state.withLock { state in
            let now = clock.now
            let started = start(name, in: &state, at: now)
            return started.isEmpty ? .success(body(&state, now)) : .failure(Halt(jobs: started))
        }
    }

    /// Plays a queue until jobs start whose work is to be done, or up to a moment.
    private func start(_ name: QueueName, in state: inout State, at time: Timestamp) -> [Job] {
        let started = state.queues[name]?.play(until: time) ?? []
        if state.queues[name]?.isEmpty == true { state.queues[name] = nil }
        return started.compactMap { state.records.value(for: $0)?.job }
    }

    private func beginWork(_ name: QueueName) {
        let started = state.withLock { start(name, in: &$0, at: clock.now) }
        for job in started { _ = job.work(by: worker) }
    }

    private func tell(_ work: JobWork, of job: Job) {
        state.withLock { state in
            guard state.records.value(for: job.id)?.job === job else { return }
            state.queues[job.queue]?.setDuration(work.duration, of: job.id)
            insert(Record(job: job, work: work), into: &state)
        }
    }

    private func insert(_ record: Record, into state: inout State) {
        let weight = record.job.weight + (record.work?.answer.body.count ?? 0)
        for removed in state.records.insert(record, for: record.job.id, weight: weight) {
            state.queues[removed.job.queue]?.forget(removed.job.id)
        }
    }
}
