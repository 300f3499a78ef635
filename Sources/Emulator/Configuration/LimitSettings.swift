import JSON

extension EmulatorConfiguration {
    /// How many generations an account may ask for; what is stated for a model is counted by that model alone.
    public struct Quota: ScopedSection {
        /// Generations that may be begun in a minute; 0, as if not stated, is for any number.
        public var requestsPerMinute: Int?
        /// Synchronous generations that may be under way at a time; 0, as if not stated, is for any number.
        public var concurrentRequests: Int?

        /// Makes a section that states nothing.
        public init() {}
    }

    /// What an account has to spend.
    public struct Balance: ScopedSection {
        /// What it has at first, in millionths of a dollar; where that is not stated, nothing is ever used up.
        public var balanceMicrodollars: Int?

        /// Makes a section that states nothing.
        public init() {}
    }

    /// How many synchronous calls a model works on at a time, whosever they are.
    public struct Runners: ScopedSection {
        /// What becomes of a call that finds no runner free.
        public enum Overflow: String, Sendable, CaseIterable {
            case wait, refuse
        }

        /// How many each model has; 0, as if not stated, is for as many as there are calls.
        public var perModel: Int?
        /// Whether a call waits its turn or is refused; it waits where that is not stated.
        public var overflow: Overflow?

        /// Makes a section that states nothing.
        public init() {}
    }
}

extension EmulatorConfiguration.Quota {
    static let fields: [ConfigurationField<Self>] = [
        .integer("requestsPerMinute", \.requestsPerMinute, in: 0...1_000_000),
        .integer("concurrentRequests", \.concurrentRequests, in: 0...1_000_000),
    ]
}

extension EmulatorConfiguration.Balance {
    static let fields: [ConfigurationField<Self>] = [
        // A million dollars, which nanodollars count without overflow.
        .integer("balanceMicrodollars", \.balanceMicrodollars, in: 0...1_000_000_000_000)
    ]
}

extension EmulatorConfiguration.Runners {
    static let fields: [ConfigurationField<Self>] = [
        .integer("perModel", \.perModel, in: 0...10_000),
        .choice("overflow", \.overflow),
    ]
}
