/// Jobs that wait in line, first come first served within a priority, until one of a few runners is free.
///
/// What has become of a job is a function of time, however often somebody looks: the queue is played from one event to
/// the next, up to the moment of the look. How long a job takes is only known once a runner has it, so the play halts
/// where a job starts until ``setDuration(_:of:)`` has told.
public struct JobQueue: Sendable {
    private struct WaitingJob {
        let id: String
        let submission: Timestamp
        let startDeadline: Timestamp?
        let priority: JobPriority
        let warmth: RunnerWarmth
    }

    private struct RunningJob {
        let id: String
        let priority: JobPriority
        let warmth: RunnerWarmth
        let start: Timestamp
        let isColdStart: Bool
        /// When the runner is done with it, or crashes.
        var end: Timestamp?
        var crashes = false
    }

    private struct FinishedJob {
        let ending: JobEnding
        let run: JobRun?
        let time: Timestamp
    }

    private let runners: Int
    private let retention: Duration
    /// In the order in which they are served.
    private var waiting: [WaitingJob] = []
    /// How many of them are of low priority: they are the last.
    private var lowPriorityCount = 0
    /// The first of their deadlines, kept so that a long line need not be gone through for it at every event.
    private var firstDeadline: Timestamp?
    private var running: [RunningJob] = []
    /// Until when each free runner stays warm, in the order in which they became free.
    private var warmRunners: [Timestamp] = []
    /// What is to become of jobs whose runner crashed, once they have another.
    private var crashed: [String: JobFate] = [:]
    private var finished: [String: FinishedJob] = [:]
    /// The finished jobs' ids in the order of their ends.
    private var endings: [(id: String, time: Timestamp)] = []
    /// The jobs that ended since somebody last asked.
    private var untold: [(id: String, state: JobState)] = []
    /// The moment up to which the queue has been played.
    private var time = Timestamp(nanoseconds: .min)

    /// Makes an empty queue.
    ///
    /// - Parameters:
    ///   - runners: How many jobs run at a time, at least 1.
    ///   - retention: How long a job is remembered after its end.
    public init(runners: Int, retention: Duration) {
        self.runners = runners
        self.retention = retention
    }

    /// How many jobs wait for a runner.
    public var waitingCount: Int { waiting.count }

    /// Whether no job is waiting, running or remembered.
    public var isEmpty: Bool { waiting.isEmpty && running.isEmpty && finished.isEmpty }

    /// When something next happens by itself; nil while nothing will, or while a duration is not told.
    public var nextEvent: Timestamp? {
        guard running.allSatisfy({ $0.end != nil }) else { return nil }
        var events = running.compactMap(\.end).filter { $0 != .never }
        if let firstDeadline { events.append(firstDeadline) }
        if running.count < runners, let first = waiting.first { events.append(first.submission) }
        return events.min()
    }

    /// Puts a job into the line, behind all that have its priority or a higher one.
    ///
    /// - Parameters:
    ///   - id: A name that no other job of the queue has.
    ///   - time: The moment.
    ///   - startDeadline: When the job ends unless a runner has taken it; nil lets it wait for ever.
    ///   - priority: Before whom it is served.
    ///   - warmth: What it takes on a cold runner, and how warm it leaves it.
    /// - Returns: How many jobs are ahead of it.
    @discardableResult
    public mutating func submit(
        _ id: String,
        at time: Timestamp,
        startDeadline: Timestamp? = nil,
        priority: JobPriority = .normal,
        warmth: RunnerWarmth = RunnerWarmth()
    ) -> Int {
        let place = priority == .low ? waiting.count : waiting.count - lowPriorityCount
        waiting.insert(
            WaitingJob(id: id, submission: time, startDeadline: startDeadline, priority: priority, warmth: warmth),
            at: place
        )
        if priority == .low { lowPriorityCount += 1 }
        if let startDeadline { firstDeadline = min(startDeadline, firstDeadline ?? startDeadline) }
        return place
    }

    /// Plays everything that happens until a moment.
    ///
    /// - Parameter moment: The moment to stop after.
    /// - Returns: The jobs whose duration has to be told before the play can go on; empty when the moment is reached.
    public mutating func play(until moment: Timestamp) -> [String] {
        while true {
            endRuns()
            startRuns()
            let untold = running.filter { $0.end == nil }
            guard untold.isEmpty else { return untold.map(\.id) }
            expireWaiting()
            guard let event = nextEvent, event <= moment else {
                time = max(time, moment)
                forgetOldJobs()
                return []
            }
            time = event
        }
    }

    /// Tells how long a job takes that a runner has, or what else becomes of it.
    public mutating func setFate(_ fate: JobFate, of id: String) {
        guard let index = running.firstIndex(where: { $0.id == id }) else { return }
        let start = running[index].start + (running[index].isColdStart ? running[index].warmth.coldStart : .zero)
        switch fate {
        case .ends(let duration):
            running[index].end = start + duration
        case .neverEnds:
            running[index].end = .never
        case .crashes(let count, let duration):
            running[index].end = start + duration / 2
            running[index].crashes = true
            crashed[id] = count > 1 ? .crashes(count - 1, of: duration) : .ends(after: duration)
        }
    }

    /// Tells how long a job takes that a runner has.
    public mutating func setDuration(_ duration: Duration, of id: String) {
        setFate(.ends(after: duration), of: id)
    }

    /// Ends a job that is waiting or running, at the moment up to which the queue has been played; its runner is free.
    public mutating func cancel(_ id: String) {
        if let index = waiting.firstIndex(where: { $0.id == id }) {
            leaveLine(at: index)
            finish(id, .cancelled, run: nil)
        } else if let index = running.firstIndex(where: { $0.id == id }) {
            let job = running.remove(at: index)
            // Whoever is called off leaves a runner that can go on with the next.
            warmRunners.append(time + job.warmth.keepWarm)
            finish(id, .cancelled, run: job.end.map { JobRun(start: job.start, end: $0) })
        }
    }

    /// Drops a job without a trace, whatever its state.
    public mutating func forget(_ id: String) {
        if let index = waiting.firstIndex(where: { $0.id == id }) { leaveLine(at: index) }
        running.removeAll { $0.id == id }
        crashed[id] = nil
        if finished.removeValue(forKey: id) != nil { endings.removeAll { $0.id == id } }
        untold.removeAll { $0.id == id }
    }

    /// What has become of a job, at the moment up to which the queue has been played.
    ///
    /// - Parameter id: The job.
    /// - Returns: Its state; nil for a job that was never submitted, is forgotten, or whose duration is not told.
    public func state(of id: String) -> JobState? {
        if let job = finished[id] { return .finished(job.ending, run: job.run, at: job.time) }
        if let job = running.first(where: { $0.id == id }) {
            return job.end.map { .running(JobRun(start: job.start, end: $0)) }
        }
        return waiting.firstIndex { $0.id == id }.map { .waiting(ahead: $0) }
    }

    /// The jobs that have ended since this was last called, with how they ended, in the order of their ends.
    ///
    /// They are told even if they are forgotten already, as they may be after a long time without a look.
    public mutating func takeEndings() -> [(id: String, state: JobState)] {
        defer { untold = [] }
        return untold
    }

    private mutating func endRuns() {
        for job in running {
            guard let end = job.end, end <= time else { continue }
            if job.crashes {
                goBack(job)
            } else {
                warmRunners.append(end + job.warmth.keepWarm)
                finish(job.id, .completed, run: JobRun(start: job.start, end: end))
            }
        }
        running.removeAll { ($0.end ?? .never) <= time }
    }

    /// Puts a job whose runner crashed before all others of its priority; having been started, it has no deadline.
    private mutating func goBack(_ job: RunningJob) {
        let place = job.priority == .low ? waiting.count - lowPriorityCount : 0
        if job.priority == .low { lowPriorityCount += 1 }
        waiting.insert(
            WaitingJob(
                id: job.id,
                submission: time,
                startDeadline: nil,
                priority: job.priority,
                warmth: job.warmth
            ),
            at: place
        )
    }

    private mutating func startRuns() {
        while running.count < runners, let first = waiting.first, first.submission <= time {
            leaveLine(at: 0)
            // Of the warm runners the one that was free last takes it, as a platform does that stops idle ones.
            warmRunners.removeAll { $0 < time }
            let isColdStart = warmRunners.popLast() == nil
            running.append(
                RunningJob(
                    id: first.id,
                    priority: first.priority,
                    warmth: first.warmth,
                    start: time,
                    isColdStart: isColdStart
                )
            )
            if let fate = crashed.removeValue(forKey: first.id) { setFate(fate, of: first.id) }
        }
    }

    private mutating func expireWaiting() {
        while let deadline = firstDeadline, deadline <= time {
            guard let index = waiting.firstIndex(where: { $0.startDeadline == deadline }) else { return }
            let id = waiting[index].id
            leaveLine(at: index)
            finish(id, .startTimedOut, run: nil)
        }
    }

    private mutating func leaveLine(at index: Int) {
        let job = waiting.remove(at: index)
        if job.priority == .low { lowPriorityCount -= 1 }
        if job.startDeadline != nil, job.startDeadline == firstDeadline {
            firstDeadline = waiting.lazy.compactMap(\.startDeadline).min()
        }
    }

    private mutating func finish(_ id: String, _ ending: JobEnding, run: JobRun?) {
        crashed[id] = nil
        finished[id] = FinishedJob(ending: ending, run: run, time: time)
        endings.append((id, time))
        untold.append((id, .finished(ending, run: run, at: time)))
    }

    private mutating func forgetOldJobs() {
        let oldCount = endings.prefix { $0.time + retention <= time }.count
        for ending in endings.prefix(oldCount) { finished[ending.id] = nil }
        endings.removeFirst(oldCount)
    }
}
