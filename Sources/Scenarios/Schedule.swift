import JSON
import Printing

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
public struct Schedule: Sendable {
    /// The API key.
    public let account: String
    /// The outcomes, rule by rule.
    public let outcomes: [ScheduledOutcome]

    /// Makes a schedule.
    public init(of outcomes: [ScheduledOutcome], for account: String) {
        self.account = account
        self.outcomes = outcomes
    }

    /// A table for each rule.
    public var text: String {
        guard !outcomes.isEmpty else { return "there are no rules, so that nothing happens\n" }
        return runs.map { rule, outcomes in
            "\(escaped(rule))\n" + Self.line(["n", "draw", "fires", "delay"]) + outcomes.map(line(of:)).joined()
        }.joined(separator: "\n")
    }

    /// One object, without a line's end.
    public var json: String {
        var writer = JSONWriter(style: .javaScript)
        writer.beginObject()
        writer.member("account", account)
        writer.key("rules")
        writer.beginArray()
        for (rule, outcomes) in runs {
            writer.beginObject()
            writer.member("name", rule)
            writer.key("outcomes")
            writer.beginArray()
            for outcome in outcomes { write(outcome, to: &writer) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The outcomes of each rule.
    private var runs: [(rule: String, outcomes: [ScheduledOutcome])] {
        var runs: [(rule: String, outcomes: [ScheduledOutcome])] = []
        for outcome in outcomes {
            if runs.last?.rule != outcome.rule.name { runs.append((outcome.rule.name, [])) }
            runs[runs.count - 1].outcomes.append(outcome)
        }
        return runs
    }

    private func line(of outcome: ScheduledOutcome) -> String {
        let delay = outcome.delay.map { "\(Int(($0 / .milliseconds(1)).rounded())) ms" }
        let words = [
            "\(outcome.number)", outcome.share.map(thousandths) ?? "-", outcome.objection == nil ? "yes" : "no",
            delay ?? "-",
        ]
        return Self.line(words, outcome.objection)
    }

    private static func line(_ words: [String], _ remark: String? = nil) -> String {
        let columns = zip(words, [6, 6, 5, 10]).map { word, width in
            String(repeating: " ", count: max(width - word.count, 0)) + word
        }
        return columns.joined(separator: "  ") + (remark.map { "  \($0)" } ?? "") + "\n"
    }

    private func write(_ outcome: ScheduledOutcome, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("n", outcome.number)
        writer.key("draw")
        if let share = outcome.share { writer.double(share) } else { writer.null() }
        writer.key("fires")
        writer.bool(outcome.objection == nil)
        writer.key("reason")
        if let objection = outcome.objection { writer.string(objection) } else { writer.null() }
        writer.key("delayMilliseconds")
        if let delay = outcome.delay { writer.double(delay / .milliseconds(1)) } else { writer.null() }
        writer.endObject()
    }
}
