/// A condition made ready to be held against many calls.
public struct ConditionCheck: Sendable {
    private let condition: Condition
    private let contents: ContentTable

    /// Makes a condition ready.
    public init(_ condition: Condition) {
        self.condition = condition
        contents = ContentTable([condition])
    }

    /// Whether everything holds for a call, as far as the effort goes.
    package func holds(for subject: Subject, _ effort: inout SearchEffort) -> Bool {
        guard CandidateRules(among: [condition], for: subject.kind, &effort).nearest == nil else { return false }
        var findings = ContentTable.Findings()
        findings.effort = effort
        defer { effort = findings.effort }
        return contents.mismatch(at: 0, with: subject, &findings) == nil
    }
}
