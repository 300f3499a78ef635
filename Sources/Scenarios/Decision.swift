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
    /// What the rule whose failure counts tells of a wait that is checked.
    private var toldWait: ToldWait?
    private let rules: [Rule]
    /// The rule that came nearest to firing, and what it was about.
    private var nearest: (rule: Int, mismatch: Condition.Mismatch)?
    /// The first rule that was about the call, and why it did not fire all the same.
    private var objection: (rule: Int, reason: String)?

    private enum ToldWait: Sendable {
        case new(RetryOrder)
        /// The seconds that are left of an earlier one.
        case rest(Int)
    }

    init(rules: [Rule]) { self.rules = rules }

    /// After how many seconds the caller is told to come again, where a rule checks whether it does.
    ///
    /// An answer that goes wrong on the wire may tell nothing.
    public var checkedRetrySeconds: Int? {
        guard effect.fault == nil else { return nil }
        return switch toldWait {
        case .new(let order): order.seconds
        case .rest(let seconds): seconds
        case nil: nil
        }
    }

    /// What the caller is told that it has not been told before.
    var retryOrder: RetryOrder? {
        guard effect.fault == nil, case .new(let order) = toldWait else { return nil }
        return order
    }

    /// The rules that fired, as a field of an answer shows them: `rule=flaky n=7 draw=0.131`, or for a call that came back
    /// too early `rule=flaky n=7 early=1.500s`; nil where none did.
    public var text: String? {
        guard !firings.isEmpty else { return nil }
        return firings.map { firing in
            let draw = firing.share.map { " draw=\(thousandths($0))" } ?? ""
            let early = firing.earliness.map { " early=\($0.secondsText)s" } ?? ""
            return "rule=\(firing.rule) n=\(firing.number)\(draw)\(early)"
        }.joined(separator: ", ")
    }

    /// Why the rule that came nearest did not fire; nil where a rule fired, or there is none.
    public var nearestMiss: String? {
        guard firings.isEmpty else { return nil }
        let place = objection?.rule ?? nearest?.rule
        guard let rule = place.map({ rules[$0] }) else { return nil }
        let reason = objection?.reason ?? nearest.map { rule.condition.description(of: $0.mismatch) } ?? ""
        return "no rule fired; nearest was '\(rule.name)': \(reason)"
    }

    mutating func add(_ rule: Rule, index: Int, number: Int, draw: Draw) {
        let share = rule.occurrence.chance.map { _ in Occurrence.share(of: number, in: draw) }
        firings.append(Firing(rule: rule.name, number: number, share: share, earliness: nil))
        if delay == nil { delay = rule.effect.delay(of: number, draw: draw) }
        if effect.failure == nil, let seconds = rule.checkedRetrySeconds {
            toldWait = .new(RetryOrder(rule: index, number: number, seconds: seconds))
        }
        effect.add(rule.effect)
    }

    /// Adds a rule that refuses a call since it came back too early: at once, and with what is left of the time.
    mutating func add(_ rule: Rule, toldAt number: Int, earlyBy rest: Duration) {
        firings.append(Firing(rule: rule.name, number: number, share: nil, earliness: rest))
        guard effect.failure == nil else { return }
        toldWait = .rest(rest.secondsRoundedUp)
        effect.failure = .rateLimited(retryAfterSeconds: rest.secondsRoundedUp)
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
    fileprivate var rank: Int {
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
