/// A job that a runner has.
struct RunningJob: Sendable {
    let id: String
    let priority: JobPriority
    let warmth: RunnerWarmth
    let start: Timestamp
    let isColdStart: Bool
    /// When the runner is done with it, or crashes; nil while that is not told.
    var end: Timestamp?
    var crashes = false
    /// How many started before it.
    fileprivate var number = 0

    init(id: String, priority: JobPriority, warmth: RunnerWarmth, start: Timestamp, isColdStart: Bool) {
        self.id = id
        self.priority = priority
        self.warmth = warmth
        self.start = start
        self.isColdStart = isColdStart
    }
}

/// The jobs of a queue that runners have.
struct RunningJobs: Sendable {
    private var jobs: [String: RunningJob] = [:]
    /// The jobs whose end is not told, with their numbers.
    private var untold: [String: Int] = [:]
    /// The ends of these jobs, and of some that run no longer; the first is of one that runs.
    private var ends = MinimumHeap<End>()
    private var startCount = 0

    private struct End: Comparable, Sendable {
        let time: Timestamp
        let number: Int
        let id: String

        static func < (one: End, other: End) -> Bool {
            one.time == other.time ? one.number < other.number : one.time < other.time
        }
    }

    /// How many there are.
    var count: Int { jobs.count }
    /// Whether there are none.
    var isEmpty: Bool { jobs.isEmpty }
    /// Whether the end of every one is told.
    var areAllFatesTold: Bool { untold.isEmpty }
    /// The jobs whose end is not told, in the order of their starts.
    var untoldIDs: [String] { untold.sorted { $0.value < $1.value }.map(\.key) }
    /// The first of all ends; nil while none will come by itself.
    var firstEnd: Timestamp? { ends.first.flatMap { $0.time == .never ? nil : $0.time } }

    /// The job of a name.
    subscript(id: String) -> RunningJob? { jobs[id] }

    /// Adds a job that has just started.
    mutating func append(_ job: RunningJob) {
        var job = job
        startCount += 1
        job.number = startCount
        jobs[job.id] = job
        untold[job.id] = job.number
    }

    /// Sets when a job ends; once it is said that its runner crashes, that stays so.
    mutating func setEnd(_ end: Timestamp, crashing: Bool = false, of id: String) {
        guard var job = jobs[id] else { return }
        job.end = end
        job.crashes = job.crashes || crashing
        jobs[id] = job
        untold[id] = nil
        ends.insert(End(time: end, number: job.number, id: id))
        dropEndsOfOthers()
    }

    /// Takes a job out.
    @discardableResult
    mutating func remove(_ id: String) -> RunningJob? {
        guard let job = jobs.removeValue(forKey: id) else { return nil }
        untold[id] = nil
        dropEndsOfOthers()
        return job
    }

    /// Takes out all that have ended, in the order of their starts.
    mutating func removeAll(endedBy time: Timestamp) -> [RunningJob] {
        var ended: [RunningJob] = []
        while let end = ends.first, end.time <= time {
            if let job = remove(end.id) { ended.append(job) }
        }
        return ended.sorted { $0.number < $1.number }
    }

    /// Drops ends of jobs that run no longer, or end at another time: those in front, and all where they are most.
    private mutating func dropEndsOfOthers() {
        while let end = ends.first, !isOfRunningJob(end) { ends.removeFirst() }
        if ends.count > 2 * jobs.count + 16 { ends = MinimumHeap(ends.elements.filter(isOfRunningJob)) }
    }

    private func isOfRunningJob(_ end: End) -> Bool {
        guard let job = jobs[end.id] else { return false }
        return job.number == end.number && job.end == end.time
    }
}
