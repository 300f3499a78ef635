import ImageGeneration
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
        /// How much too early the call came back, which the rule had told to wait at call `number`; nil for any other.
        public let earliness: Duration?

        /// The firing as a field of an answer shows it: `rule=flaky n=7 draw=0.131`, or for a call that came back too
        /// early `rule=flaky n=7 early=1.500s`.
        public var text: String {
            let draw = share.map { " draw=\(thousandths($0))" } ?? ""
            let early = earliness.map { " early=\($0.secondsText)s" } ?? ""
            return "rule=\(rule) n=\(number)\(draw)\(early)"
        }
    }

    /// When an account that is told to wait may come again, which is going to be checked.
    struct RetryOrder: Sendable {
        /// The index of the rule.
        let rule: Int
        /// The number of the call.
        let number: Int
        let seconds: Int
    }

    /// What happens, of every rule that fired; of one thing that two of them say, the first counts.
    public private(set) var effect = Effect()
    /// How much longer the answer takes.
    public private(set) var delay: Duration?
    /// The rules that fired, in order.
    public private(set) var firings: [Firing] = []
    /// How downloads of the images go wrong, and the rule that says so.
    public private(set) var imageFault: (fault: WireFault, firing: Firing)?
    /// What the rule whose failure counts tells of a wait that is checked.
    private var toldWait: RetryOrder?
    private let rules: [RuleSubject]
    /// The rule that came nearest to firing, and what it was about.
    private var nearest: (rule: Int, mismatch: Condition.Mismatch)?
    /// The first rule that was about the call, and why it did not fire all the same.
    private var objection: (rule: Int, reason: String)?

    init(rules: [RuleSubject]) { self.rules = rules }

    /// When the caller may come again, where that is going to be checked.
    ///
    /// An answer that goes wrong on the wire may tell nothing.
    var retryOrder: RetryOrder? { effect.fault == nil ? toldWait : nil }

    /// The rules that fired, as a field of an answer shows them, with commas between; nil where none did.
    ///
    /// Clients take a head of some kilobytes, so of many rules only the first are named.
    public var text: String? {
        guard !firings.isEmpty else { return nil }
        let named = firings.prefix(20).map(\.text).joined(separator: ", ")
        return firings.count > 20 ? "\(named), and \(firings.count - 20) more" : named
    }

    /// Why the rule that came nearest did not fire; nil where a rule fired, or there is none.
    public var miss: NearestMiss? {
        guard firings.isEmpty else { return nil }
        if let objection { return NearestMiss(rule: rules[objection.rule], reason: .objection(objection.reason)) }
        return nearest.map { NearestMiss(rule: rules[$0.rule], reason: .mismatch($0.mismatch)) }
    }

    mutating func add(_ rule: Rule, index: Int, number: Int, draw: Draw) {
        let share = rule.occurrence.chance.map { _ in Occurrence.share(of: number, in: draw) }
        let firing = Firing(rule: rule.name, number: number, share: share, earliness: nil)
        firings.append(firing)
        if imageFault == nil { imageFault = rule.effect.imageFault.map { ($0, firing) } }
        if delay == nil { delay = rule.effect.delay(of: number, draw: draw) }
        if effect.failure == nil, let seconds = rule.checkedRetrySeconds {
            toldWait = RetryOrder(rule: index, number: number, seconds: seconds)
        }
        effect.add(rule.effect)
    }

    /// Adds a rule that refuses a call since it came back too early: at once, and with what is left of the time.
    mutating func add(_ rule: Rule, toldAt number: Int, earlyBy rest: Duration) {
        firings.append(Firing(rule: rule.name, number: number, share: nil, earliness: rest))
        effect.failure = effect.failure ?? .rateLimited(retryAfterSeconds: rest.secondsRoundedUp)
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
        case .effort: 8
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
