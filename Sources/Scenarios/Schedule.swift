import Simulation

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

/// What the rules will do at the next calls of an account, as people and programs read it.
///
/// Nothing of it is worked out before it is read: it may be as long as ``mostOutcomes`` says.
public struct Schedule: Sendable {
    /// Outcomes at most, of all rules together.
    public static let mostOutcomes = 1_000_000

    /// What is known of a rule and the account as the schedule begins.
    struct RuleState: Sendable {
        var counter: ScenarioPlay.Counter
        /// Time since the rule came into force.
        let elapsed: Duration
    }

    /// The API key.
    public let account: String
    let callCount: Int
    let rules: [Rule]
    let states: [RuleState]
    let draw: Draw

    /// A table for each rule.
    public var text: String { whole(.table) }

    /// One object, without a line's end.
    public var json: String { whole(.object) }

    /// The outcomes of all rules.
    var outcomes: [ScheduledOutcome] {
        rules.indices.flatMap { place in
            var state = states[place]
            return (0..<callCount).map { _ in outcome(ofRule: place, &state) }
        }
    }

    private func whole(_ form: ScheduleText.Form) -> String {
        var (text, bytes) = (ScheduleText(of: self, as: form), [UInt8]())
        while let piece = text.next() { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What a rule does at the next call.
    func outcome(ofRule place: Int, _ state: inout RuleState) -> ScheduledOutcome {
        let rule = rules[place]
        let draw = rule.draw(draw, for: account)
        let circumstances = state.counter.advance(rule, attempt: 1, elapsed: state.elapsed)
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

/// That a schedule would have too many outcomes.
public struct ScheduleError: Error, Hashable, CustomStringConvertible {
    let ruleCount: Int
    let callCount: Int

    /// How many calls would do; 0 for none.
    public var mostCalls: Int { Schedule.mostOutcomes / ruleCount }

    /// What is wrong and what to do, as half a sentence.
    public var description: String {
        "\(callCount) calls at each of \(ruleCount) rules are more than \(Schedule.mostOutcomes) outcomes; ask for "
            + "\(mostCalls) calls at most"
    }
}
