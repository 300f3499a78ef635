/// A condition made ready to be held against many calls.
public struct ConditionCheck: Sendable {
    private let condition: Condition
    private let contents: ContentTable

    /// Makes a condition ready.
    public init(_ condition: Condition) {
        self.condition = condition
        contents = ContentTable([condition])
    }

    /// Whether everything holds for a call.
    public func holds(for subject: Subject) -> Bool {
        guard CandidateRules(among: [condition], for: subject.kind).nearest == nil else { return false }
        var findings = ContentTable.Findings()
        return contents.mismatch(at: 0, with: subject, &findings) == nil
    }
}
