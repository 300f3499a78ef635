public import Simulation

/// A scenario as it goes: how often each rule was met by which account, and so what happens next.
public struct ScenarioPlay: Sendable {
    /// The rules.
    public let scenario: Scenario
    private let draw: Draw
    private let start: Timestamp
    private var counters: BoundedTable<CounterName, Counter>

    private struct CounterName: Hashable, Sendable {
        let rule: Int
        let account: String
    }

    /// What is remembered of an account at a rule.
    private struct Counter: Sendable {
        /// How many calls matched.
        var number = 0
        var window: Int64 = 0
        /// How many of them in the present window of the rule's quota.
        var numberInWindow = 0
    }

    /// How many counters are remembered; beyond that the oldest starts from one again.
    private static let keptCounters = 100_000

    /// Begins a scenario.
    ///
    /// - Parameters:
    ///   - scenario: The rules.
    ///   - serverSeed: The seed of a scenario that has none.
    ///   - start: The moment.
    public init(_ scenario: Scenario, serverSeed: UInt64, start: Timestamp) {
        self.scenario = scenario
        self.start = start
        draw = Draw(serverSeed: scenario.seed ?? serverSeed)
        counters = BoundedTable(maximumCount: Self.keptCounters)
    }

    /// Decides on a call, and counts it.
    ///
    /// - Parameters:
    ///   - subject: The call.
    ///   - time: The moment.
    /// - Returns: What happens, and why.
    public mutating func decide(on subject: inout Subject, at time: Timestamp) -> Decision {
        var decision = Decision(rules: scenario.rules)
        let account = subject.account?.text ?? ""
        for (index, rule) in scenario.rules.enumerated() where rule.isAboutHandshakes == subject.isHandshake {
            if let mismatch = rule.condition.mismatch(with: &subject) {
                decision.note(NearMiss(rule: index, reason: .mismatch(mismatch)))
                continue
            }
            let circumstances = count(rule, index, account: account, attempt: subject.attempt, time: time)
            let draw = draw(for: rule, account: account)
            if let objection = rule.occurrence.objection(to: circumstances, draw: draw) {
                decision.note(NearMiss(rule: index, reason: .occurrence(objection)))
                continue
            }
            decision.add(rule, index: index, number: circumstances.number, draw: draw)
            guard rule.continues else { break }
        }
        return decision
    }

    /// What each rule will do at the next calls of an account that match it, if they come now and are first attempts.
    ///
    /// - Parameters:
    ///   - account: The API key.
    ///   - count: How many calls to look ahead at each rule.
    ///   - time: The moment.
    /// - Returns: The outcomes, rule by rule.
    public func schedule(for account: String, count: Int, at time: Timestamp) -> [ScheduledOutcome] {
        scenario.rules.enumerated().flatMap { index, rule in
            let draw = draw(for: rule, account: account)
            var counter = counters.value(for: CounterName(rule: index, account: account)) ?? Counter()
            return (0..<count).map { _ in
                let circumstances = advance(&counter, rule, attempt: 1, time: time)
                let objection = rule.occurrence.objection(to: circumstances, draw: draw)
                return ScheduledOutcome(
                    rule: rule,
                    number: circumstances.number,
                    share: rule.occurrence.chance.map { _ in Occurrence.share(of: circumstances.number, in: draw) },
                    objection: objection,
                    delay: objection == nil ? rule.effect.delay(of: circumstances.number, draw: draw) : nil
                )
            }
        }
    }

    /// Forgets what was counted for an account, or for all.
    public mutating func reset(account: String? = nil) {
        guard let account else { return counters.removeAll() }
        for index in scenario.rules.indices {
            let name = CounterName(rule: index, account: account)
            if counters.value(for: name) != nil { counters.insert(Counter(), for: name) }
        }
    }

    private func draw(for rule: Rule, account: String) -> Draw {
        draw.branch(text: rule.name).branch(text: account)
    }

    private mutating func count(
        _ rule: Rule,
        _ index: Int,
        account: String,
        attempt: Int,
        time: Timestamp
    ) -> Occurrence.Circumstances {
        let name = CounterName(rule: index, account: account)
        var counter = counters.value(for: name) ?? Counter()
        let circumstances = advance(&counter, rule, attempt: attempt, time: time)
        counters.insert(counter, for: name)
        return circumstances
    }

    private func advance(
        _ counter: inout Counter,
        _ rule: Rule,
        attempt: Int,
        time: Timestamp
    ) -> Occurrence.Circumstances {
        let elapsed = time - start
        counter.number += 1
        let window = rule.occurrence.quota?.window(at: elapsed) ?? 0
        counter.numberInWindow = window == counter.window ? counter.numberInWindow + 1 : 1
        counter.window = window
        return Occurrence.Circumstances(
            number: counter.number,
            attempt: attempt,
            elapsed: elapsed,
            numberInWindow: counter.numberInWindow
        )
    }
}

/// What a rule will do at one of the next calls that match it.
public struct ScheduledOutcome: Sendable {
    /// The rule.
    public let rule: Rule
    /// The number of the call among those of the account that match.
    public let number: Int
    /// The number in 0 ..< 1 that the rule's chance is held against; nil for a rule without chance.
    public let share: Double?
    /// Why the rule will not fire; nil where it will.
    public let objection: String?
    /// How much longer the answer will take, where it fires.
    public let delay: Duration?
}
