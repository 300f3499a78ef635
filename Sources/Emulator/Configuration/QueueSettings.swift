import JSON

extension EmulatorConfiguration {
    /// How jobs are worked off that callers put into a queue, and how much of them is remembered.
    public struct Queue: Sendable {
        /// How jobs are worked off.
        public var jobs = Scoped<Jobs>()
        /// How long a job is remembered after its end, in seconds.
        public var retentionSeconds = 3_600
        /// Jobs of all accounts at most, ended ones included; the oldest are forgotten first.
        public var maximumJobs = 10_000
        /// Bytes of all their requests and answers together at most.
        public var maximumBytes = 256 << 20

        /// Makes the defaults.
        public init() {}

        /// How the jobs of an account are worked off.
        public struct Jobs: ScopedSection {
            /// How many run at a time; 2 where that is not stated.
            ///
            /// Each account has a queue of its own at each vendor. What is stated for a model gives that model a queue of
            /// its own, again for each account.
            public var runners: Int?
            /// How long each runs, in milliseconds; where that is not stated, as long as its answer says that the model
            /// worked.
            public var fixedDurationMilliseconds: Int?
            /// How much longer one runs that finds its runner cold, in milliseconds; 0 where that is not stated.
            public var coldStartMilliseconds: Int?
            /// How long a runner stays warm after one, in seconds; 0 where that is not stated.
            public var keepWarmSeconds: Int?

            /// Makes a section that states nothing.
            public init() {}
        }
    }
}

extension EmulatorConfiguration.Queue {
    static let fields: [ConfigurationField<Self>] =
        Scoped.fields(Jobs.fields).map { $0.lifted(to: \.jobs) } + [
            .integer("retentionSeconds", \.retentionSeconds, in: 0...31_536_000),
            .integer("maximumJobs", \.maximumJobs, in: 1...1_000_000),
            .integer("maximumBytes", \.maximumBytes, in: 1...Int.max),
        ]
}

extension EmulatorConfiguration.Queue.Jobs {
    fileprivate static let fields: [ConfigurationField<Self>] = [
        .integer("runners", \.runners, in: 1...10_000),
        .integer("fixedDurationMilliseconds", \.fixedDurationMilliseconds, in: 0...86_400_000),
        .integer("coldStartMilliseconds", \.coldStartMilliseconds, in: 0...86_400_000),
        .integer("keepWarmSeconds", \.keepWarmSeconds, in: 0...31_536_000),
    ]
}
