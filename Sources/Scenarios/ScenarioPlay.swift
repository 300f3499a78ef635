public import Simulation

/// A scenario as it goes: how often each rule was met by which account, and so what happens next.
public struct ScenarioPlay: Sendable {
    /// The rules, laid out.
    public private(set) var compiled: CompiledScenario
    private var draw: Draw
    private let serverSeed: UInt64
    /// Which rules calls of a kind come to.
    private var candidates = CandidateTable([])
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
    struct Counter: Sendable {
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
        self.init(CompiledScenario(scenario), serverSeed: serverSeed, start: start)
    }

    /// Begins a scenario that is laid out already.
    ///
    /// - Parameters:
    ///   - compiled: The rules.
    ///   - serverSeed: The seed of a scenario that has none.
    ///   - start: The moment.
    public init(_ compiled: CompiledScenario, serverSeed: UInt64, start: Timestamp) {
        self.compiled = CompiledScenario(Scenario())
        self.serverSeed = serverSeed
        draw = Draw(serverSeed: serverSeed)
        counters = BoundedTable(maximumCount: Self.keptCounters)
        change(to: compiled, at: start)
    }

    /// The rules.
    public var scenario: Scenario { compiled.scenario }

    /// Goes on with other rules; one that has the name of a rule before keeps its counters and its time.
    ///
    /// - Parameters:
    ///   - scenario: The rules.
    ///   - time: The moment, from which the time of rules runs that are new.
    public mutating func change(to scenario: Scenario, at time: Timestamp) {
        change(to: CompiledScenario(scenario), at: time)
    }

    /// Goes on with other rules that are laid out already; one that has the name of a rule before keeps its counters and
    /// its time.
    ///
    /// - Parameters:
    ///   - compiled: The rules.
    ///   - time: The moment, from which the time of rules runs that are new.
    public mutating func change(to compiled: CompiledScenario, at time: Timestamp) {
        let kept = Dictionary(zip(scenario.rules.map(\.name), standings)) { first, _ in first }
        standings = compiled.scenario.rules.map { rule in
            if let standing = kept[rule.name] { return standing }
            nextID += 1
            return Standing(id: nextID, start: time)
        }
        self.compiled = compiled
        candidates = CandidateTable(compiled.conditions)
        draw = Draw(serverSeed: compiled.scenario.seed ?? serverSeed)
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
        var decision = Decision(rules: compiled.subjects)
        // A candidate comes nearer than any other rule, if not so near as to fire.
        if let nearest = candidates.nearest { decision.note(nearest.mismatch, of: nearest.place) }
        let account = subject.kind.account ?? ""
        var findings = ContentTable.Findings()
        let contents = compiled.contents
        for index in candidates.places {
            if let mismatch = contents.mismatch(at: index, with: subject, &findings) {
                decision.note(mismatch, of: index)
                continue
            }
            let rule = compiled.scenario.rules[index]
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
    /// - Returns: The outcomes, which are worked out as they are read.
    /// - Throws: That there would be too many.
    public func schedule(for account: String, count: Int, at time: Timestamp) throws(ScheduleError) -> Schedule {
        let rules = compiled.scenario.rules
        guard rules.count * count <= Schedule.mostOutcomes else {
            throw ScheduleError(ruleCount: rules.count, callCount: count)
        }
        let states = zip(rules, standings).map { rule, standing in
            Schedule.RuleState(
                counter: counters.value(for: CounterName(rule: standing.id, account: account)) ?? Counter(),
                elapsed: time - standing.start
            )
        }
        return Schedule(account: account, callCount: count, rules: rules, states: states, draw: draw)
    }

    private func draw(for rule: Rule, account: String) -> Draw { rule.draw(draw, for: account) }

    private mutating func count(
        _ rule: Rule,
        _ index: Int,
        account: String,
        attempt: Int,
        time: Timestamp
    ) -> Occurrence.Circumstances {
        let name = CounterName(rule: standings[index].id, account: account)
        var counter = counters.value(for: name) ?? Counter()
        let circumstances = counter.advance(rule, attempt: attempt, elapsed: time - standings[index].start)
        standings[index].tally.matched += 1
        counters.insert(counter, for: name)
        return circumstances
    }
}

extension ScenarioPlay.Counter {
    /// Counts one more call that matches a rule, so long after the rule came into force.
    mutating func advance(_ rule: Rule, attempt: Int, elapsed: Duration) -> Occurrence.Circumstances {
        number += 1
        let window = rule.occurrence.quota?.window(at: elapsed) ?? 0
        numberInWindow = window == self.window ? numberInWindow + 1 : 1
        self.window = window
        return Occurrence.Circumstances(
            number: number,
            attempt: attempt,
            elapsed: elapsed,
            numberInWindow: numberInWindow
        )
    }
}

extension Rule {
    /// What is drawn for an account at this rule.
    func draw(_ draw: Draw, for account: String) -> Draw { draw.branch(text: name).branch(text: account) }
}

/// How often a rule was met, by all accounts.
public struct RuleTally: Sendable, Hashable {
    /// Calls that match its condition.
    public internal(set) var matched = 0
    /// Those of them at which it fired.
    public internal(set) var fired = 0
}
