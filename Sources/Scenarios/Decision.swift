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

        /// The firing as a field of an answer shows it: `rule=flaky n=7 draw=0.131`.
        public var text: String {
            let draw = share.map { " draw=\(thousandths($0))" } ?? ""
            return "rule=\(rule) n=\(number)\(draw)"
        }
    }

    /// What happens, of every rule that fired; of one thing that two of them say, the first counts.
    public private(set) var effect = Effect()
    /// How much longer the answer takes.
    public private(set) var delay: Duration?
    /// The rules that fired, in order.
    public private(set) var firings: [Firing] = []
    /// How downloads of the images go wrong, and the rule that says so.
    public private(set) var imageFault: (fault: WireFault, firing: Firing)?
    private let rules: [RuleSubject]
    /// The rule that came nearest to firing, and what it was about.
    private var nearest: (rule: Int, mismatch: Condition.Mismatch)?
    /// The first rule that was about the call, and why it did not fire all the same.
    private var objection: (rule: Int, reason: String)?

    init(rules: [RuleSubject]) { self.rules = rules }

    /// The rules that fired, as a field of an answer shows them, with commas between; nil where none did.
    public var text: String? { firings.isEmpty ? nil : firings.map(\.text).joined(separator: ", ") }

    /// Why the rule that came nearest did not fire; nil where a rule fired, or there is none.
    public var miss: NearestMiss? {
        guard firings.isEmpty else { return nil }
        if let objection { return NearestMiss(rule: rules[objection.rule], reason: .objection(objection.reason)) }
        return nearest.map { NearestMiss(rule: rules[$0.rule], reason: .mismatch($0.mismatch)) }
    }

    /// The same in words.
    public var nearestMiss: String? { miss?.description }

    mutating func add(_ rule: Rule, index: Int, number: Int, draw: Draw) {
        let share = rule.occurrence.chance.map { _ in Occurrence.share(of: number, in: draw) }
        let firing = Firing(rule: rule.name, number: number, share: share)
        firings.append(firing)
        if imageFault == nil { imageFault = rule.effect.imageFault.map { ($0, firing) } }
        if delay == nil { delay = rule.effect.delay(of: number, draw: draw) }
        effect.add(rule.effect)
    }

    /// Notes that a rule is about other calls.
    mutating func note(_ mismatch: Condition.Mismatch, of rule: Int) {
        if let nearest, mismatch.rank <= nearest.mismatch.rank { return }
        nearest = (rule, mismatch)
    }

    /// Notes why a rule did not fire that is about the call; the first counts.
    mutating func note(_ objection: String, of rule: Int) {
        if self.objection == nil { self.objection = (rule, objection) }
    }
}

extension Condition.Mismatch {
    /// How near a rule came: the later in the order of questions the nearer.
    var rank: Int {
        switch self {
        case .body: 7
        case .header: 6
        case .prompt: 5
        case .account: 4
        case .model: 3
        case .generation, .job: 2
        case .role: 1
        case .vendor: 0
        }
    }
}

extension Effect {
    /// How much longer the answer to a call takes.
    func delay(of number: Int, draw: Draw) -> Duration? {
        delay.map { $0.delay(draw.branch("delay", UInt64(number))) }
    }
}
