/// A scenario laid out to be asked of every call.
///
/// To lay out ten thousand rules takes a while, so it is done where nobody waits for it; what goes on from call to call is
/// in ``ScenarioPlay``.
public final class CompiledScenario: Sendable {
    /// The rules.
    public let scenario: Scenario
    /// Whether a rule refuses TLS handshakes.
    public let isAboutHandshakes: Bool
    /// What each rule is about, in the rules' order.
    let subjects: [RuleSubject]
    let conditions: [Condition]
    let contents: ContentTable

    /// Lays out a scenario.
    public init(_ scenario: Scenario) {
        self.scenario = scenario
        isAboutHandshakes = scenario.rules.contains(where: \.isAboutHandshakes)
        subjects = scenario.rules.map(RuleSubject.init)
        conditions = scenario.rules.map(\.condition)
        contents = ContentTable(conditions)
    }
}
