import HTTP
import JSON

/// What conditions ask of prompts, header fields and bodies, laid out to be asked of every call.
///
/// A call is held against one condition after the other, and nearly all are about others: so each is passed over with next
/// to no copy, counted reference or allocation.
final class ContentTable: Sendable {
    /// What one condition asks; of header and body the places of the questions.
    private struct Row {
        let prompt: TextPattern?
        let header: Range<Int>
        let body: Range<Int>
    }

    private struct HeaderQuestion {
        /// The place of the field's name.
        let name: Int
        let pattern: TextPattern
    }

    private final class BodyQuestion: Sendable {
        /// The place of the member's name.
        let member: Int
        /// The names that lead from there to the value.
        let path: [String]
        let condition: ValueCondition

        init(member: Int, path: [String], condition: ValueCondition) {
            (self.member, self.path, self.condition) = (member, path, condition)
        }
    }

    private let rows: [Row]
    /// Pairs of bytes that every prompt has for which a condition holds: enough to pass over most of them.
    private let promptPairs: [PairSet]
    private let headerQuestions: [HeaderQuestion]
    private let bodyQuestions: [BodyQuestion]
    private let fieldNames: [String]
    private let bodyReader: BodyReader

    /// Lays out conditions.
    init(_ conditions: [Condition]) {
        var (header, body): ([HeaderQuestion], [BodyQuestion]) = ([], [])
        var (fieldNames, memberNames) = (NamePlaces(), NamePlaces())
        promptPairs = conditions.map { $0.prompt?.pairs ?? PairSet() }
        rows = conditions.map { condition in
            header += condition.header.map { name, pattern in
                HeaderQuestion(name: fieldNames.place(of: name.lowercased()), pattern: pattern)
            }
            body += condition.body.map { path, condition in
                let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
                let member = memberNames.place(of: names[0])
                return BodyQuestion(member: member, path: Array(names.dropFirst()), condition: condition)
            }
            return Row(
                prompt: condition.prompt,
                header: header.count - condition.header.count..<header.count,
                body: body.count - condition.body.count..<body.count
            )
        }
        (headerQuestions, bodyQuestions) = (header, body)
        self.fieldNames = fieldNames.names
        bodyReader = BodyReader(names: memberNames.names)
    }

    /// What is known of the contents of a call so far, since conditions before asked for it.
    struct Findings {
        fileprivate var prompt: FoldedText?
        fileprivate var promptPairs: PairSet?
        /// The values of the fields that were asked for, each with the place of its name.
        fileprivate var fields: [Field] = []
        /// Where they are by the places of their names, if there are many names.
        fileprivate var fieldPlaces: [Int: Int] = [:]
        fileprivate var members: BodyReader.Members?
        /// What may still be spent on patterns.
        var effort = SearchEffort()
        /// Whether a mismatch has told that it is used up.
        fileprivate var tellsOfEffort = false

        fileprivate struct Field {
            let name: Int
            let value: FoldedText?
        }
    }

    /// The first part of a condition's that does not hold for a call.
    ///
    /// - Parameters:
    ///   - place: The place of the condition.
    ///   - subject: The call.
    ///   - findings: What is known of its contents, at first nothing.
    /// - Returns: The part; nil if all holds.
    func mismatch(at place: Int, with subject: Subject, _ findings: inout Findings) -> Condition.Mismatch? {
        guard mayFit(promptPairs[place], subject, &findings) else { return .prompt }
        guard let mismatch = mismatchOfTexts(at: place, with: subject, &findings) else { return nil }
        guard findings.effort.isExhausted, !findings.tellsOfEffort else { return mismatch }
        findings.tellsOfEffort = true
        return .effort
    }

    @inline(__always)
    private func mismatchOfTexts(
        at place: Int,
        with subject: Subject,
        _ findings: inout Findings
    ) -> Condition.Mismatch? {
        if let pattern = rows[place].prompt {
            guard let text = prompt(of: subject, &findings), pattern.matches(text, &findings.effort) else {
                return .prompt
            }
        }
        let (header, body) = (rows[place].header, rows[place].body)
        for index in header {
            let question = headerQuestions[index]
            guard let value = value(ofField: question.name, of: subject, &findings),
                question.pattern.matches(value, &findings.effort)
            else { return .header(index - header.lowerBound) }
        }
        for index in body {
            let question = bodyQuestions[index]
            let value = member(question.member, of: subject, &findings)?.value(at: question.path)
            guard question.condition.holds(for: value, &findings.effort) else { return .body(index - body.lowerBound) }
        }
        return nil
    }

    /// Whether the prompt has some pairs of bytes.
    private func mayFit(_ pairs: PairSet, _ subject: Subject, _ findings: inout Findings) -> Bool {
        if pairs.isEmpty { return true }
        if let known = findings.promptPairs { return pairs.isSubset(of: known) }
        let known = prompt(of: subject, &findings)?.pairs ?? PairSet()
        findings.promptPairs = known
        return pairs.isSubset(of: known)
    }

    private func prompt(of subject: Subject, _ findings: inout Findings) -> FoldedText? {
        if let prompt = findings.prompt { return prompt }
        findings.prompt = subject.prompt.map(FoldedText.init)
        return findings.prompt
    }

    private func value(ofField name: Int, of subject: Subject, _ findings: inout Findings) -> FoldedText? {
        let areMany = fieldNames.count > Self.mostInTurn
        if areMany {
            if let place = findings.fieldPlaces[name] { return findings.fields[place].value }
        } else {
            for field in findings.fields where field.name == name { return field.value }
        }
        let value = subject.fields[fieldNames[name]].map(FoldedText.init)
        if findings.fields.isEmpty { findings.fields.reserveCapacity(fieldNames.count) }
        if areMany { findings.fieldPlaces[name] = findings.fields.count }
        findings.fields.append(Findings.Field(name: name, value: value))
        return value
    }

    /// How many fields are gone through for one: that takes less time than a hash table, but not if there are thousands.
    private static let mostInTurn = 32

    private func member(_ place: Int, of subject: Subject, _ findings: inout Findings) -> JSONValue? {
        if let members = findings.members { return members[place] }
        let members = bodyReader.members(of: subject.body)
        findings.members = members
        return members[place]
    }
}

/// Names with their places in the order in which they came.
private struct NamePlaces {
    private(set) var names: [String] = []
    // Names in a body are the same when their code points are.
    private var places: [[UInt8]: Int] = [:]

    mutating func place(of name: String) -> Int {
        let bytes = Array(name.utf8)
        if let place = places[bytes] { return place }
        places[bytes] = names.count
        names.append(name)
        return names.count - 1
    }
}

extension JSONValue {
    /// The value that names lead to, one within the other.
    fileprivate func value(at path: [String]) -> JSONValue? {
        guard !path.isEmpty else { return self }
        var value = self
        for name in path {
            guard case .object(let object) = value, let member = object[name] else { return nil }
            value = member
        }
        return value
    }
}
