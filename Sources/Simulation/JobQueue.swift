/// Jobs that wait in line, first come first served within a priority, until one of a few runners is free.
///
/// What has become of a job is a function of time, however often somebody looks: the queue is played from one event to
/// the next, up to the moment of the look. How long a job takes is only known once a runner has it, so the play halts
/// where a job starts until ``setDuration(_:of:)`` has told.
///
/// What one job costs does not depend on how many others there are, but for a logarithm.
public struct JobQueue: Sendable {
    private let runners: Int
    private let retention: Duration
    private var waiting = WaitingJobs()
    private var running = RunningJobs()
    private var finished: FinishedJobs
    /// Until when each free runner stays warm, in the order in which they became free; also of some that are cold by now.
    private var warmRunners: [Timestamp] = []
    /// What is to become of jobs whose runner crashed, once they have another.
    private var crashed: [String: JobFate] = [:]
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
        finished = FinishedJobs()
    }

    /// How many jobs wait for a runner.
    public var waitingCount: Int { waiting.count }

    /// Whether no job is waiting, running or remembered.
    public var isEmpty: Bool { waiting.isEmpty && running.isEmpty && finished.isEmpty }

    /// When something next happens by itself; nil while nothing will, or while a duration is not told.
    public var nextEvent: Timestamp? {
        guard running.areAllFatesTold else { return nil }
        let start = running.count < runners ? waiting.first?.submission : nil
        return [running.firstEnd, waiting.firstDeadline, start].compactMap { $0 }.min()
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
        waiting.append(
            WaitingJob(id: id, submission: time, startDeadline: startDeadline, priority: priority, warmth: warmth)
        )
    }

    /// Plays everything that happens until a moment.
    ///
    /// - Parameter moment: The moment to stop after.
    /// - Returns: The jobs whose duration has to be told before the play can go on; empty when the moment is reached.
    public mutating func play(until moment: Timestamp) -> [String] {
        while true {
            endRuns()
            startRuns()
            guard running.areAllFatesTold else { return running.untoldIDs }
            expireWaiting()
            guard let event = nextEvent, event <= moment else {
                time = max(time, moment)
                finished.forget(before: time, retention: retention)
                return []
            }
            time = event
        }
    }

    /// Tells how long a job takes that a runner has, or what else becomes of it.
    public mutating func setFate(_ fate: JobFate, of id: String) {
        guard let job = running[id] else { return }
        let start = job.start + (job.isColdStart ? job.warmth.coldStart : .zero)
        switch fate {
        case .ends(let duration):
            running.setEnd(start + duration, of: id)
        case .neverEnds:
            running.setEnd(.never, of: id)
        case .crashes(let count, let duration):
            running.setEnd(start + duration / 2, crashing: true, of: id)
            crashed[id] = count > 1 ? .crashes(count - 1, of: duration) : .ends(after: duration)
        }
    }

    /// Tells how long a job takes that a runner has.
    public mutating func setDuration(_ duration: Duration, of id: String) {
        setFate(.ends(after: duration), of: id)
    }

    /// Ends a job that is waiting or running, at the moment up to which the queue has been played; its runner is free.
    public mutating func cancel(_ id: String) {
        if waiting.remove(id) != nil {
            finish(id, .cancelled, run: nil)
        } else if let job = running.remove(id) {
            // Whoever is called off leaves a runner that can go on with the next.
            warmRunners.append(time + job.warmth.keepWarm)
            finish(id, .cancelled, run: job.end.map { JobRun(start: job.start, end: $0) })
        }
    }

    /// Drops a job without a trace, whatever its state.
    public mutating func forget(_ id: String) {
        waiting.remove(id)
        running.remove(id)
        crashed[id] = nil
        finished.remove(id)
    }

    /// What has become of a job, at the moment up to which the queue has been played.
    ///
    /// - Parameter id: The job.
    /// - Returns: Its state; nil for a job that was never submitted, is forgotten, or whose duration is not told.
    public func state(of id: String) -> JobState? {
        if let state = finished[id] { return state }
        if let job = running[id] { return job.end.map { .running(JobRun(start: job.start, end: $0)) } }
        return waiting.countAhead(of: id).map { .waiting(ahead: $0) }
    }

    /// The jobs that have ended since this was last called, with how they ended, in the order of their ends.
    ///
    /// They are told even if they are forgotten already, as they may be after a long time without a look.
    public mutating func takeEndings() -> [(id: String, state: JobState)] { finished.takeUntold() }

    private mutating func endRuns() {
        for job in running.removeAll(endedBy: time) {
            guard let end = job.end else { continue }
            if job.crashes {
                // It goes before all others of its priority; having been started, it has no deadline.
                waiting.prepend(
                    WaitingJob(
                        id: job.id,
                        submission: time,
                        startDeadline: nil,
                        priority: job.priority,
                        warmth: job.warmth
                    )
                )
            } else {
                warmRunners.append(end + job.warmth.keepWarm)
                finish(job.id, .completed, run: JobRun(start: job.start, end: end))
            }
        }
    }

    private mutating func startRuns() {
        while running.count < runners, let first = waiting.first, first.submission <= time {
            waiting.remove(first.id)
            // Of the warm runners the one that was free last takes it, as a platform does that stops idle ones.
            while let end = warmRunners.last, end < time { warmRunners.removeLast() }
            running.append(
                RunningJob(
                    id: first.id,
                    priority: first.priority,
                    warmth: first.warmth,
                    start: time,
                    isColdStart: warmRunners.popLast() == nil
                )
            )
            if let fate = crashed.removeValue(forKey: first.id) { setFate(fate, of: first.id) }
        }
    }

    private mutating func expireWaiting() {
        while let id = waiting.removeFirst(withDeadlineBy: time) { finish(id, .startTimedOut, run: nil) }
    }

    private mutating func finish(_ id: String, _ ending: JobEnding, run: JobRun?) {
        crashed[id] = nil
        finished.append(id, ending, run: run, at: time)
    }
}
