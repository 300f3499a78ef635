/// Runners that take calls in the order in which they come, where how long a call takes is known when it comes.
///
/// When a call begins is then known at once: it is arithmetic on the times at which runners will be free.
public struct RunnerPool: Sendable {
    private let runners: Int
    /// When each runner is free that has been given something, earliest first.
    private var frees: [Timestamp] = []

    /// Makes a pool of runners that are all free.
    ///
    /// - Parameter runners: How many there are, at least 1.
    public init(runners: Int) {
        self.runners = runners
    }

    /// Whether no runner is free at a moment.
    public func isBusy(at time: Timestamp) -> Bool {
        frees.count == runners && frees[0] > time
    }

    /// Gives a call to the runner that is free first.
    ///
    /// - Parameters:
    ///   - time: When it comes.
    ///   - duration: How long the runner has it.
    /// - Returns: When the runner takes it.
    public mutating func begin(at time: Timestamp, for duration: Duration) -> Timestamp {
        // Those that are free already are alike.
        while let first = frees.first, first <= time { frees.removeFirst() }
        let start = frees.count < runners ? time : frees.removeFirst()
        let end = start + duration
        frees.insert(end, at: frees.firstIndex { $0 > end } ?? frees.count)
        return start
    }
}
