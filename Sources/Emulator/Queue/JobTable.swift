import Locks
import Simulation
import Vendors

/// Every account's queues and the jobs in them, bounded: the oldest jobs are forgotten first, whatever their state.
///
/// Nothing here runs by itself. Whoever asks has the queue played up to the moment, and waits for the work on the jobs
/// that a runner got meanwhile; so a job's life depends on the clock alone, and not on who looks or how often.
final class JobTable: Sendable {
    /// What somebody may want to know of without asking.
    enum Event: Sendable {
        /// A job was taken in.
        case submitted(Job)
        /// What would have happened next in a queue may happen earlier or not at all: a job was called off or forgotten.
        case disturbed(QueueName)
        /// A job with a webhook is over.
        case over(Sight)
    }

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

    /// Who is told of events: a function in a structure, since one that is itself what a mutex holds is wrapped once
    /// more each time it is read.
    private struct Observer {
        let report: @Sendable (Event) -> Void
    }

    private struct Record {
        let job: Job
        var work: JobWork?
    }

    private struct State {
        var records: BoundedTable<String, Record>
        var queues: [QueueName: JobQueue] = [:]
        /// What the observer has not been told yet.
        var events: [Event] = []

        /// What is known of a job of a queue that has been played up to `time`.
        func sight(of id: String, in name: QueueName, at time: Timestamp) -> Sight? {
            guard let queue = queues[name], let state = queue.state(of: id), let record = records.value(for: id) else {
                return nil
            }
            return Sight(job: record.job, state: state, work: record.work, time: time, nextEvent: queue.nextEvent)
        }

        /// Notes which jobs with a webhook have ended in a queue that has been played up to `time`.
        mutating func noteEndings(in name: QueueName, at time: Timestamp) {
            for ending in queues[name]?.takeEndings() ?? [] {
                guard let record = records.value(for: ending.id), record.job.submission.webhook != nil else { continue }
                let sight = Sight(job: record.job, state: ending.state, work: record.work, time: time, nextEvent: nil)
                events.append(.over(sight))
            }
        }
    }

    private let settings: EmulatorConfiguration.Queue
    private let worker: JobWorker
    private let clock: Clock
    private let state: Lock<State>
    private let observer = Lock<Observer?>(nil)

    init(settings: EmulatorConfiguration.Queue, worker: JobWorker, clock: Clock) {
        self.settings = settings
        self.worker = worker
        self.clock = clock
        let records = BoundedTable<String, Record>(
            maximumCount: settings.maximumJobs,
            maximumWeight: settings.maximumBytes
        )
        state = Lock(State(records: records))
    }

    /// The queues in which there are jobs.
    var queueNames: [QueueName] { state.withLock { Array($0.queues.keys) } }

    private func emptyQueue(_ name: QueueName) -> JobQueue {
        let subject = SettingSubject(vendor: name.vendor, model: name.model, account: name.account)
        return JobQueue(
            runners: settings.jobs.value(of: \.runners, for: subject) ?? 2,
            retention: .seconds(settings.retentionSeconds)
        )
    }

    /// Has a function told of every event from now on, on whatever thread it comes about.
    func observe(_ report: @escaping @Sendable (Event) -> Void) {
        observer.withLock { $0 = Observer(report: report) }
    }

    /// The queue in which there is a job of the account that makes a call; nil where the account has no such job.
    func queue(of id: String, for arrival: Arrival) -> QueueName? {
        let name = state.withLock { $0.records.value(for: id)?.job.queue }
        return name.flatMap { $0.isOf(arrival) ? $0 : nil }
    }

    /// Takes a job in; nil where it is refused since too many wait already.
    func submit(_ submission: JobSubmission, of arrival: Arrival) async -> Sight? {
        let job = Job(submission, of: arrival, settings: settings.jobs)
        return await play(job.queue) { state, time in
            let waitingCount = state.queues[job.queue]?.waitingCount ?? 0
            if let limit = job.submission.maximumWaiting, waitingCount > limit { return nil }
            let ahead = state.queues[job.queue, default: emptyQueue(job.queue)].submit(
                job.id,
                at: time,
                startDeadline: job.submission.startTimeout.map { time + $0 },
                priority: job.submission.priority,
                warmth: job.warmth
            )
            insert(Record(job: job), into: &state)
            state.events.append(.submitted(job))
            return Sight(job: job, state: .waiting(ahead: ahead), work: nil, time: time, nextEvent: nil)
        }
    }

    /// Plays a queue up to now; returns when something next happens in it by itself, and nil if nothing will.
    func play(_ name: QueueName) async -> Timestamp? {
        await play(name) { state, _ in state.queues[name]?.nextEvent }
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
            state.events.append(.disturbed(name))
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

    /// Forgets every job of an account.
    func reset(account: String) {
        withState { state in
            state.records.removeAll { $1.job.queue.account == account }
            for name in state.queues.keys.filter({ $0.account == account }) {
                state.queues[name] = nil
                state.events.append(.disturbed(name))
            }
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
        withState { state in
            let now = clock.now
            let started = state.queues[name]?.play(until: now) ?? []
            guard started.isEmpty else {
                return .failure(Halt(jobs: started.compactMap { state.records.value(for: $0)?.job }))
            }
            state.noteEndings(in: name, at: now)
            if state.queues[name]?.isEmpty == true { state.queues[name] = nil }
            defer { state.noteEndings(in: name, at: now) }
            return .success(body(&state, now))
        }
    }

    private func tell(_ work: JobWork, of job: Job) {
        withState { state in
            guard state.records.value(for: job.id)?.job === job else { return }
            state.queues[job.queue]?.setFate(work.fate, of: job.id)
            insert(Record(job: job, work: work), into: &state)
        }
    }

    private func insert(_ record: Record, into state: inout State) {
        let weight = record.job.weight + (record.work?.answer.body.count ?? 0)
        for removed in state.records.insert(record, for: record.job.id, weight: weight) {
            state.queues[removed.job.queue]?.forget(removed.job.id)
            state.events.append(.disturbed(removed.job.queue))
        }
    }

    /// Does something with the state, and then tells the observer what came about.
    private func withState<Result>(_ body: (inout State) -> Result) -> Result {
        let (result, events) = state.withLock { state in
            let result = body(&state)
            defer { state.events = [] }
            return (result, state.events)
        }
        if !events.isEmpty, let observer = observer.withLock({ $0 }) {
            for event in events { observer.report(event) }
        }
        return result
    }
}
