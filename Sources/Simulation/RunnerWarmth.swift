/// How much longer a job takes that finds its runner cold, and how long its runner stays warm for the next.
///
/// A runner is cold that was never used, was free for longer than it stays warm, or crashed at its last job.
public struct RunnerWarmth: Sendable, Hashable {
    /// How much longer a cold runner has the job.
    public let coldStart: Duration
    /// How long the runner stays warm once it is free of the job.
    public let keepWarm: Duration

    /// Makes a warmth; nothing is cold by default.
    public init(coldStart: Duration = .zero, keepWarm: Duration = .zero) {
        self.coldStart = coldStart
        self.keepWarm = keepWarm
    }
}
