/// The jobs of a queue that are over, until they are forgotten.
struct FinishedJobs: Sendable {
    private struct Job {
        let state: JobState
        /// How many ended before it.
        let number: Int
    }

    private struct Ending {
        let id: String
        let number: Int
        let time: Timestamp
    }

    private var jobs: [String: Job] = [:]
    /// In the order of the ends; those before `oldest` are forgotten, and some others as well.
    private var endings: [Ending] = []
    private var oldest = 0
    private var endCount = 0
    /// The jobs that ended since somebody last asked; nil where one was dropped.
    private var untold: [(id: String, state: JobState)?] = []
    private var untoldPlaces: [String: Int] = [:]

    /// Whether none is remembered.
    var isEmpty: Bool { jobs.isEmpty }

    /// How a job ended; nil if it is not remembered.
    subscript(id: String) -> JobState? { jobs[id]?.state }

    /// Adds a job that ends now.
    mutating func append(_ id: String, _ ending: JobEnding, run: JobRun?, at time: Timestamp) {
        let state = JobState.finished(ending, run: run, at: time)
        endCount += 1
        jobs[id] = Job(state: state, number: endCount)
        endings.append(Ending(id: id, number: endCount, time: time))
        untoldPlaces[id] = untold.count
        untold.append((id, state))
    }

    /// Drops a job without a trace.
    mutating func remove(_ id: String) {
        if let place = untoldPlaces.removeValue(forKey: id) { untold[place] = nil }
        guard jobs.removeValue(forKey: id) != nil else { return }
        if endings.count > 2 * jobs.count + 16 {
            endings = endings[oldest...].filter(isRemembered)
            oldest = 0
        }
    }

    /// Forgets the jobs that ended as long ago as they are kept.
    mutating func forget(before time: Timestamp, retention: Duration) {
        while oldest < endings.count, endings[oldest].time + retention <= time {
            if isRemembered(endings[oldest]) { jobs[endings[oldest].id] = nil }
            oldest += 1
        }
        if oldest > 64, oldest * 2 > endings.count {
            endings.removeFirst(oldest)
            oldest = 0
        }
    }

    /// The jobs that have ended since this was last called, in the order of their ends.
    mutating func takeUntold() -> [(id: String, state: JobState)] {
        guard !untold.isEmpty else { return [] }
        defer { (untold, untoldPlaces) = ([], [:]) }
        return untold.compactMap { $0 }
    }

    private func isRemembered(_ ending: Ending) -> Bool { jobs[ending.id]?.number == ending.number }
}
