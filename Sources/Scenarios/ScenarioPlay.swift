public import Simulation

/// A scenario as it goes: how often each rule was met by which account, and so what happens next.
public struct ScenarioPlay: Sendable {
    /// The rules.
    public private(set) var scenario: Scenario
    private var draw: Draw
    private let serverSeed: UInt64
    /// What each rule is about, in the rules' order.
    private var subjects: [RuleSubject] = []
    /// What they are about but for the contents of calls, and which of them calls of a kind come to.
    private var candidates = CandidateTable([])
    private var contents = ContentTable([])
    /// What is known of each rule, in the rules' order.
    private var standings: [Standing] = []
    private var nextID = 0
    private var counters: BoundedTable<CounterName, Counter>

    private struct CounterName: Hashable, Sendable {
        let rule: Int
        let account: String
    }

    /// What is remembered of a rule for as long as there is one of its name.
    private struct Standing: Sendable {
        let id: Int
        let start: Timestamp
        var tally = RuleTally()
    }

    /// What is remembered of an account at a rule.
    private struct Counter: Sendable {
        /// How many calls matched.
        var number = 0
        var window: Int64 = 0
        /// How many of them in the present window of the rule's quota.
        var numberInWindow = 0
        /// How long the account was last told to wait, where the rule checks that.
        var wait: RetryWait?
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
        self.scenario = Scenario()
        self.serverSeed = serverSeed
        draw = Draw(serverSeed: serverSeed)
        counters = BoundedTable(maximumCount: Self.keptCounters)
        change(to: scenario, at: start)
    }

    /// Goes on with other rules; one that has the name of a rule before keeps its counters and its time.
    ///
    /// - Parameters:
    ///   - scenario: The rules.
    ///   - time: The moment, from which the time of rules runs that are new.
    public mutating func change(to scenario: Scenario, at time: Timestamp) {
        let kept = Dictionary(zip(self.scenario.rules.map(\.name), standings)) { first, _ in first }
        standings = scenario.rules.map { rule in
            if let standing = kept[rule.name] { return standing }
            nextID += 1
            return Standing(id: nextID, start: time)
        }
        self.scenario = scenario
        subjects = scenario.rules.map(RuleSubject.init)
        candidates = CandidateTable(scenario.rules.map(\.condition))
        contents = ContentTable(scenario.rules.map(\.condition))
        draw = Draw(serverSeed: scenario.seed ?? serverSeed)
    }

    /// How often each rule was met and fired, in the rules' order.
    public var tallies: [RuleTally] { standings.map(\.tally) }

    /// Decides on a call, and counts it.
    ///
    /// - Parameters:
    ///   - subject: The call.
    ///   - time: The moment.
    /// - Returns: What happens, and why.
    public mutating func decide(on subject: Subject, at time: Timestamp) -> Decision {
        let candidates = candidates.candidates(for: subject.kind)
        var decision = Decision(rules: subjects)
        // A candidate comes nearer than any other rule, if not so near as to fire.
        if let nearest = candidates.nearest { decision.note(nearest.mismatch, of: nearest.place) }
        let account = subject.kind.account ?? ""
        var findings = ContentTable.Findings()
        for index in candidates.places {
            if let mismatch = contents.mismatch(at: index, with: subject, &findings) {
                decision.note(mismatch, of: index)
                continue
            }
            let rule = scenario.rules[index]
            guard rule.isAboutHandshakes == subject.isHandshake else { continue }
            if rule.checksRetries, let wait = wait(of: account, at: index), let rest = wait.earliness(at: time) {
                standings[index].tally.matched += 1
                standings[index].tally.fired += 1
                decision.add(rule, toldAt: wait.number, earlyBy: rest)
                guard rule.continues else { break }
                continue
            }
            let circumstances = count(rule, index, account: account, attempt: subject.attempt, time: time)
            let draw = draw(for: rule, account: account)
            if let objection = rule.occurrence.objection(to: circumstances, draw: draw) {
                decision.note(objection, of: index)
                continue
            }
            standings[index].tally.fired += 1
            decision.add(rule, index: index, number: circumstances.number, draw: draw)
            guard rule.continues else { break }
        }
        if let order = decision.retryOrder { note(order, for: account, at: time + (decision.delay ?? .zero)) }
        return decision
    }

    /// How long an account was last told to wait by a rule.
    private func wait(of account: String, at index: Int) -> RetryWait? {
        counters.value(for: CounterName(rule: standings[index].id, account: account))?.wait
    }

    /// Notes that an account is told to wait, unless it still waits.
    private mutating func note(_ order: Decision.RetryOrder, for account: String, at time: Timestamp) {
        let name = CounterName(rule: standings[order.rule].id, account: account)
        counters.modify(name, default: Counter()) { counter in
            if let wait = counter.wait, time < wait.end { return }
            counter.wait = RetryWait(number: order.number, start: time, end: time + .seconds(order.seconds))
        }
    }

    /// Begins every rule's count of an account's calls anew; the time of the rules goes on.
    public mutating func reset(account: String) {
        counters.removeAll { name, _ in name.account == account }
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
            var counter = counters.value(for: CounterName(rule: standings[index].id, account: account)) ?? Counter()
            return (0..<count).map { _ in
                let circumstances = advance(&counter, rule, index, attempt: 1, time: time)
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
        let name = CounterName(rule: standings[index].id, account: account)
        var counter = counters.value(for: name) ?? Counter()
        let circumstances = advance(&counter, rule, index, attempt: attempt, time: time)
        standings[index].tally.matched += 1
        counters.insert(counter, for: name)
        return circumstances
    }

    private func advance(
        _ counter: inout Counter,
        _ rule: Rule,
        _ index: Int,
        attempt: Int,
        time: Timestamp
    ) -> Occurrence.Circumstances {
        let elapsed = time - standings[index].start
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

/// How often a rule was met, by all accounts.
public struct RuleTally: Sendable, Hashable {
    /// Calls that match its condition.
    public internal(set) var matched = 0
    /// Those of them at which it fired.
    public internal(set) var fired = 0
}
