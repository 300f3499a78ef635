/// A job that waits for a runner.
struct WaitingJob: Sendable {
    let id: String
    let submission: Timestamp
    /// When it ends unless a runner has taken it; nil lets it wait for ever.
    let startDeadline: Timestamp?
    let priority: JobPriority
    let warmth: RunnerWarmth
}

/// The jobs of a queue that wait, in the order in which they are served: those of low priority behind all others.
struct WaitingJobs: Sendable {
    private var normal = WaitingLine<WaitingJob>()
    private var low = WaitingLine<WaitingJob>()
    /// The deadlines of these jobs, and of some that wait no longer; the first is of one that waits.
    private var deadlines = MinimumHeap<Deadline>()
    private var submissionCount = 0

    /// A deadline; of jobs that have the same one those in front come first.
    private struct Deadline: Comparable, Sendable {
        let time: Timestamp
        let isLow: Bool
        let submission: Int
        let id: String

        static func < (one: Deadline, other: Deadline) -> Bool {
            if one.time != other.time { return one.time < other.time }
            return one.isLow != other.isLow ? other.isLow : one.submission < other.submission
        }
    }

    /// How many there are.
    var count: Int { normal.count + low.count }
    /// Whether there are none.
    var isEmpty: Bool { normal.isEmpty && low.isEmpty }
    /// The job that is served next.
    var first: WaitingJob? { normal.first ?? low.first }
    /// The first of all deadlines.
    var firstDeadline: Timestamp? { deadlines.first?.time }

    /// How many jobs are served before one; nil if that does not wait.
    func countAhead(of id: String) -> Int? {
        normal.countBefore(id) ?? low.countBefore(id).map { $0 + normal.count }
    }

    /// Puts a job behind all of its priority; returns how many are ahead of it.
    mutating func append(_ job: WaitingJob) -> Int {
        let isLow = job.priority == .low
        let ahead = isLow ? count : normal.count
        if isLow { low.append(job, named: job.id) } else { normal.append(job, named: job.id) }
        if let time = job.startDeadline {
            submissionCount += 1
            deadlines.insert(Deadline(time: time, isLow: isLow, submission: submissionCount, id: job.id))
        }
        return ahead
    }

    /// Puts a job without a deadline before all of its priority.
    mutating func prepend(_ job: WaitingJob) {
        if job.priority == .low { low.prepend(job, named: job.id) } else { normal.prepend(job, named: job.id) }
    }

    /// Takes a job out, wherever it stands.
    @discardableResult
    mutating func remove(_ id: String) -> WaitingJob? {
        let job = normal.remove(id) ?? low.remove(id)
        if job?.startDeadline != nil { dropDeadlinesOfOthers() }
        return job
    }

    /// Takes out the first job whose deadline has come, the earliest deadline first.
    mutating func removeFirst(withDeadlineBy time: Timestamp) -> String? {
        guard let deadline = deadlines.first, deadline.time <= time else { return nil }
        remove(deadline.id)
        return deadline.id
    }

    /// Drops deadlines of jobs that wait no longer: those in front, and all where they are most.
    private mutating func dropDeadlinesOfOthers() {
        while let deadline = deadlines.first, !isOfWaitingJob(deadline) { deadlines.removeFirst() }
        if deadlines.count > 2 * count + 16 { deadlines = MinimumHeap(deadlines.elements.filter(isOfWaitingJob)) }
    }

    private func isOfWaitingJob(_ deadline: Deadline) -> Bool {
        // One that is back from a runner has none any more.
        (deadline.isLow ? low : normal)[deadline.id]?.startDeadline == deadline.time
    }
}
