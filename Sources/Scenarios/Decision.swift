import Simulation

/// What happens to a call, which rules say so, and which one came nearest if none does.
public struct Decision: Sendable {
    /// One rule that fired.
    public struct Firing: Sendable, Hashable {
        /// The rule's name.
        public let rule: String
        /// The number of the call among those of the account that match the rule.
        public let number: Int
        /// The number in 0 ..< 1 that was held against the rule's chance; nil for a rule without chance.
        public let share: Double?
    }

    /// What happens, of every rule that fired; of one thing that two of them say, the first counts.
    public private(set) var effect = Effect()
    /// How much longer the answer takes.
    public private(set) var delay: Duration?
    /// The rules that fired, in order.
    public private(set) var firings: [Firing] = []
    private let rules: [Rule]
    private var miss: NearMiss?

    init(rules: [Rule]) { self.rules = rules }

    /// The rules that fired, as a field of an answer shows them: `rule=flaky n=7 draw=0.131`; nil where none did.
    public var text: String? {
        guard !firings.isEmpty else { return nil }
        return firings.map { firing in
            let draw = firing.share.map { " draw=\(thousandths($0))" } ?? ""
            return "rule=\(firing.rule) n=\(firing.number)\(draw)"
        }.joined(separator: ", ")
    }

    /// Why the rule that came nearest did not fire; nil where a rule fired, or there is none.
    public var nearestMiss: String? {
        guard firings.isEmpty, let miss else { return nil }
        let rule = rules[miss.rule]
        let reason =
            switch miss.reason {
            case .mismatch(let mismatch): rule.condition.description(of: mismatch)
            case .occurrence(let objection): objection
            }
        return "no rule fired; nearest was '\(rule.name)': \(reason)"
    }

    mutating func add(_ rule: Rule, index: Int, number: Int, draw: Draw) {
        let share = rule.occurrence.chance.map { _ in Occurrence.share(of: number, in: draw) }
        firings.append(Firing(rule: rule.name, number: number, share: share))
        if delay == nil { delay = rule.effect.delay(of: number, draw: draw) }
        effect.add(rule.effect)
    }

    mutating func note(_ miss: NearMiss) {
        guard firings.isEmpty, miss.rank > self.miss?.rank ?? -1 else { return }
        self.miss = miss
    }
}

/// A rule that did not fire, and why.
struct NearMiss: Sendable {
    enum Reason: Sendable {
        case mismatch(Condition.Mismatch)
        case occurrence(String)
    }

    let rule: Int
    let reason: Reason

    /// How near it came: the later in the order of questions the nearer.
    var rank: Int {
        switch reason {
        case .occurrence: 8
        case .mismatch(.body): 7
        case .mismatch(.header): 6
        case .mismatch(.prompt): 5
        case .mismatch(.account): 4
        case .mismatch(.model): 3
        case .mismatch(.generation), .mismatch(.job): 2
        case .mismatch(.role): 1
        case .mismatch(.vendor): 0
        }
    }
}

extension Effect {
    /// How much longer the answer to a call takes.
    func delay(of number: Int, draw: Draw) -> Duration? {
        delay.map { $0.delay(draw.branch("delay", UInt64(number))) }
    }
}
