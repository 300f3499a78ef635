/// What has become of a job of a ``JobQueue``.
public enum JobState: Sendable, Hashable {
    /// It waits for a runner; `ahead` are the jobs that are served before it.
    case waiting(ahead: Int)
    /// A runner has it.
    case running(JobRun)
    /// It is over since `at`; without a run no runner ever had it.
    case finished(JobEnding, run: JobRun?, at: Timestamp)
}

/// A job's time with a runner.
public struct JobRun: Sendable, Hashable {
    /// When the runner took the job.
    public let start: Timestamp
    /// When the work is done, unless the job is cancelled before.
    public let end: Timestamp

    /// Makes a run.
    public init(start: Timestamp, end: Timestamp) {
        self.start = start
        self.end = end
    }
}

/// What becomes of a job that a runner has.
public enum JobFate: Sendable, Hashable {
    /// The work is done after so long.
    case ends(after: Duration)
    /// The runner has it until it is called off.
    case neverEnds
    /// So many runners, at least one, crash in the middle of its time, and each time it goes back to the front of the
    /// line; the next one does the work.
    case crashes(Int, of: Duration)
}

/// How a job ended.
public enum JobEnding: Sendable, Hashable {
    /// The runner did its work.
    case completed
    /// It was called off.
    case cancelled
    /// No runner had taken it by its deadline.
    case startTimedOut
}

/// Which of the waiting jobs are served first.
public enum JobPriority: Sendable, Hashable {
    /// The usual.
    case normal
    /// Once no job of the usual priority waits.
    case low
}
