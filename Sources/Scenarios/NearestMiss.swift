/// Why the rule that came nearest to firing did not.
///
/// Every call without a decision has one and hardly anybody reads it: so it names rule and reason, and is put into words
/// when somebody does.
public struct NearestMiss: Sendable, CustomStringConvertible {
    enum Reason: Sendable {
        /// The rule is about other calls.
        case mismatch(Condition.Mismatch)
        /// It is about the call and did not fire all the same: half a sentence.
        case objection(String)
    }

    let rule: RuleSubject
    let reason: Reason

    /// Rule and reason, as the journal has them.
    public var description: String {
        let text =
            switch reason {
            case .mismatch(let mismatch): rule.condition.description(of: mismatch)
            case .objection(let objection): objection
            }
        return "no rule fired; nearest was '\(rule.name)': \(text)"
    }
}

/// What a rule is called, and what it is about.
///
/// A class, so that who remembers a rule holds one reference, and no more than this of a scenario that is no more.
final class RuleSubject: Sendable {
    let name: String
    let condition: Condition

    init(_ rule: Rule) {
        name = rule.name
        condition = rule.condition
    }
}
