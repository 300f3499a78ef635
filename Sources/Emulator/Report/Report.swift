/// What was asked of a server since its start or the last reset, and what came of it, counted.
public struct Report: Sendable, Hashable {
    /// What was asked of one vendor.
    public struct VendorCounts: Sendable, Hashable {
        /// The vendor's short name.
        public let vendor: String
        /// Requests, downloads of files aside.
        public var requests = 0
        /// Requests to the vendor's hosts of files.
        public var downloads = 0
        /// What was validly asked for, by model, in the order of the models' first requests.
        public var models: [ModelCounts] = []
        /// Requests that were refused or failed, by reason, in the order of their first.
        public var refusals: [RefusalCount] = []

        init(vendor: String) { self.vendor = vendor }
    }

    /// What one model was validly asked for.
    public struct ModelCounts: Sendable, Hashable {
        /// The vendor's own name of the model.
        public let model: String
        /// Valid requests, jobs of a queue included once they run.
        public var generations = 0
        /// Images that came of them.
        public var images = 0
        /// What the images would have cost, in billionths of a dollar.
        public var nanodollars = 0
    }

    /// Requests that were refused for one reason.
    public struct RefusalCount: Sendable, Hashable {
        /// The status of the answer.
        public let status: Int
        /// The neutral name of the failure; nil where nothing was to be generated.
        public let outcome: String?
        /// The first thing that was wrong with the input; without a failure's name, what was asked for.
        public let detail: String?
        /// Who had them refused, where it was not the vendor for what they are: `rule`, `wish`, or a limit of the server,
        /// which is `quota`, `concurrency`, `balance` or `runners`.
        public let cause: String?
        /// How many.
        public var count = 0
    }

    /// How often one rule of the scenario was met.
    public struct RuleCount: Sendable, Hashable {
        /// The rule's name.
        public let rule: String
        /// Calls that it is about.
        public let matched: Int
        /// Those of them at which it fired.
        public let fired: Int
    }

    /// Calls to which one kind of thing happened.
    public struct DisturbanceCount: Sendable, Hashable {
        /// The name of a failure or a fault, or of what else a rule may have happen, such as `latency` or `partialBatch`.
        public let kind: String
        /// How callers wished for it, such as `header`; nil where rules said so.
        public let wish: String?
        /// How many.
        public var count = 0
    }

    /// Calls that came back before the time was over that a rule had told their account to wait.
    public struct EarlyReturnCount: Sendable, Hashable {
        /// The rule's name.
        public let rule: String
        /// The vendor's short name.
        public let vendor: String
        /// How many.
        public var count = 0
        /// The most by which one was too early.
        public var most = Duration.zero
    }

    /// Attempts to reach one host that is no vendor's.
    public struct EgressCount: Sendable, Hashable {
        /// The request's method.
        public let method: String
        /// Host and port, or a URL without its query.
        public let target: String
        /// Whether an operator allowed it.
        public let isAllowed: Bool
        /// What was made of it, and what would allow it.
        public let note: String
        /// How many.
        public var count = 0
    }

    /// In the order of their first requests.
    public var vendors: [VendorCounts] = []
    /// The rules in force, in the order in which they are asked.
    public var rules: [RuleCount] = []
    /// In the order of their first calls.
    public var disturbances: [DisturbanceCount] = []
    /// How much longer rules and wishes had answers and jobs take, in all.
    public var heldBack = Duration.zero
    /// How much time has passed on the emulator's clock.
    public var simulatedTime = Duration.zero
    /// How much time has really passed.
    public var realTime = Duration.zero
    /// In the order of their first calls.
    public var earlyReturns: [EarlyReturnCount] = []
    /// In the order of their first attempts.
    public var egress: [EgressCount] = []
    /// What was told apart no further, since there were too many kinds.
    public var uncounted = 0

    /// Calls that came back too early, of all rules.
    public var earlyReturnCount: Int { earlyReturns.reduce(0) { $0 + $1.count } }

    /// Attempts to reach a host that is no vendor's and that nobody allowed.
    public var refusedEgress: Int { egress.reduce(0) { $0 + ($1.isAllowed ? 0 : $1.count) } }
}
