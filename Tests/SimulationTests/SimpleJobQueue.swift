import Simulation

/// What ``JobQueue`` is held against: the same in the plainest way, which looks at every job at every step.
struct SimpleJobQueue {
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
    private var waiting: [WaitingJob] = []
    private var lowPriorityCount = 0
    private var firstDeadline: Timestamp?
    private var running: [RunningJob] = []
    private var warmRunners: [Timestamp] = []
    private var crashed: [String: JobFate] = [:]
    private var finished: [String: FinishedJob] = [:]
    private var endings: [(id: String, time: Timestamp)] = []
    private var untold: [(id: String, state: JobState)] = []
    private var time = Timestamp(nanoseconds: .min)

    init(runners: Int, retention: Duration) {
        self.runners = runners
        self.retention = retention
    }

    var waitingCount: Int { waiting.count }

    var isEmpty: Bool { waiting.isEmpty && running.isEmpty && finished.isEmpty }

    var nextEvent: Timestamp? {
        guard running.allSatisfy({ $0.end != nil }) else { return nil }
        var events = running.compactMap(\.end).filter { $0 != .never }
        if let firstDeadline { events.append(firstDeadline) }
        if running.count < runners, let first = waiting.first { events.append(first.submission) }
        return events.min()
    }

    @discardableResult
    mutating func submit(
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

    mutating func play(until moment: Timestamp) -> [String] {
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

    mutating func setFate(_ fate: JobFate, of id: String) {
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

    mutating func setDuration(_ duration: Duration, of id: String) {
        setFate(.ends(after: duration), of: id)
    }

    mutating func cancel(_ id: String) {
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

    mutating func forget(_ id: String) {
        if let index = waiting.firstIndex(where: { $0.id == id }) { leaveLine(at: index) }
        running.removeAll { $0.id == id }
        crashed[id] = nil
        if finished.removeValue(forKey: id) != nil { endings.removeAll { $0.id == id } }
        untold.removeAll { $0.id == id }
    }

    func state(of id: String) -> JobState? {
        if let job = finished[id] { return .finished(job.ending, run: job.run, at: job.time) }
        if let job = running.first(where: { $0.id == id }) {
            return job.end.map { .running(JobRun(start: job.start, end: $0)) }
        }
        return waiting.firstIndex { $0.id == id }.map { .waiting(ahead: $0) }
    }

    mutating func takeEndings() -> [(id: String, state: JobState)] {
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
