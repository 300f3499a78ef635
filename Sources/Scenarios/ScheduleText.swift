import JSON
import Printing

/// A schedule as text, piece by piece.
public struct ScheduleText: Sendable, IteratorProtocol {
    /// How it is written.
    public enum Form: Sendable {
        /// A table for each rule, for people.
        case table
        /// One object of JSON, without a line's end.
        case object
    }

    /// Outcomes of a piece at most.
    private static let pieceLength = 500

    private let schedule: Schedule
    private let form: Form
    private var hasBegun = false
    private var hasEnded = false
    /// The rule that comes next, or whose outcomes do.
    private var place = 0
    /// How far the rule's outcomes are; nil before the first.
    private var progress: (told: Int, state: Schedule.RuleState)?

    /// Makes a text of a schedule.
    public init(of schedule: Schedule, as form: Form) {
        self.schedule = schedule
        self.form = form
    }

    /// The next piece, UTF-8; nil at the end.
    public mutating func next() -> [UInt8]? {
        guard !hasEnded else { return nil }
        var piece = hasBegun ? [] : beginning
        hasBegun = true
        var outcomesLeft = Self.pieceLength
        while place < schedule.rules.count, outcomesLeft > 0 {
            var (told, state) = progress ?? (0, schedule.states[place])
            if progress == nil { piece += beginningOfRule }
            let end = min(told + outcomesLeft, schedule.callCount)
            outcomesLeft -= end - told
            while told < end {
                let outcome = schedule.outcome(ofRule: place, &state)
                piece += form == .table ? Self.line(of: outcome) : Self.object(of: outcome, isFirst: told == 0)
                told += 1
            }
            progress = (told, state)
            guard told == schedule.callCount else { break }
            if form == .object { piece += Array("]}".utf8) }
            (place, progress) = (place + 1, nil)
        }
        if place == schedule.rules.count {
            hasEnded = true
            if form == .object { piece += Array("]}".utf8) }
        }
        return piece
    }

    private var beginning: [UInt8] {
        switch form {
        case .object: Array("{\"account\":".utf8) + Self.quoted(schedule.account) + Array(",\"rules\":[".utf8)
        case .table: schedule.rules.isEmpty ? Array("there are no rules, so that nothing happens\n".utf8) : []
        }
    }

    private var beginningOfRule: [UInt8] {
        let name = schedule.rules[place].name
        switch form {
        case .object:
            return Array((place == 0 ? "{\"name\":" : ",{\"name\":").utf8) + Self.quoted(name)
                + Array(",\"outcomes\":[".utf8)
        case .table:
            let gap = place == 0 ? "" : "\n"
            return Array("\(gap)\(escaped(name))\n".utf8) + Self.line(["n", "draw", "fires", "delay"])
        }
    }

    private static func quoted(_ text: String) -> [UInt8] {
        var writer = JSONWriter(style: .javaScript)
        writer.string(text)
        return writer.bytes
    }

    private static func line(of outcome: ScheduledOutcome) -> [UInt8] {
        let delay = outcome.delay.map { "\(Int(($0 / .milliseconds(1)).rounded())) ms" }
        let words = [
            "\(outcome.number)", outcome.share.map(thousandths) ?? "-", outcome.objection == nil ? "yes" : "no",
            delay ?? "-",
        ]
        return line(words, outcome.objection)
    }

    private static func line(_ words: [String], _ remark: String? = nil) -> [UInt8] {
        let columns = zip(words, [6, 6, 5, 10]).map { word, width in
            String(repeating: " ", count: max(width - word.utf8.count, 0)) + word
        }
        return Array((columns.joined(separator: "  ") + (remark.map { "  \($0)" } ?? "") + "\n").utf8)
    }

    private static func object(of outcome: ScheduledOutcome, isFirst: Bool) -> [UInt8] {
        var writer = JSONWriter(style: .javaScript, reservingCapacity: 128)
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
        return (isFirst ? [] : [UInt8(ascii: ",")]) + writer.bytes
    }
}
