public import JSON

/// The rules of the files and those that came through the control interface, and what of them is in force.
public struct ScenarioLayers: Sendable {
    private var files: Scenario
    private var control = Scenario()
    private var areFilesSetAside = false
    /// The names of rules of the files that were removed.
    private var removed: Set<String> = []

    /// Begins with what is in the files.
    public init(files: Scenario) {
        self.files = files
    }

    /// The rules in the order in which they are asked: those of the control interface, the newest first, then the files'.
    public var inForce: Scenario {
        var scenario = control
        if !areFilesSetAside {
            scenario.seed = control.seed ?? files.seed
            scenario.rules += files.rules.filter { !removed.contains($0.name) }
        }
        return scenario
    }

    /// What is in force once nothing is changed any more.
    public var filesAlone: Scenario { files }

    /// The rules that are asked beside those of the files.
    public var rulesBesideFiles: [Rule] { areFilesSetAside ? [] : control.rules }

    /// Takes rules in place of all there are; the files' are set aside.
    ///
    /// - Parameters:
    ///   - text: The rules as a scenario file has them.
    ///   - catalogue: What is served.
    /// - Throws: A diagnostic that points at the first thing that is wrong.
    public mutating func replace(with text: [UInt8], catalogue: ScenarioCatalogue) throws(SourceDiagnostic) {
        control = try Self.request(text, catalogue, beside: [])
        areFilesSetAside = true
    }

    /// Adds rules, which are asked before all there are.
    ///
    /// - Parameters:
    ///   - text: The rules as a scenario file has them; a seed holds for every rule.
    ///   - catalogue: What is served.
    /// - Throws: A diagnostic that points at the first thing that is wrong.
    public mutating func add(_ text: [UInt8], catalogue: ScenarioCatalogue) throws(SourceDiagnostic) {
        let added = try Self.request(text, catalogue, beside: inForce.rules)
        control.seed = added.seed ?? control.seed
        control.rules = added.rules + control.rules
    }

    /// Leaves the files as they are, and nothing else.
    public mutating func removeChanges() {
        self = ScenarioLayers(files: files)
    }

    /// Removes a rule, one of a file until that is changed; false if there is none of the name.
    public mutating func removeRule(named name: String) -> Bool {
        guard inForce.rules.contains(where: { $0.name == name }) else { return false }
        if control.rules.contains(where: { $0.name == name }) {
            control.rules.removeAll { $0.name == name }
        } else {
            removed.insert(name)
        }
        return true
    }

    /// Takes what is in the files now.
    public mutating func change(files: Scenario) {
        self.files = files
        removed = []
    }

    private static func request(
        _ text: [UInt8],
        _ catalogue: ScenarioCatalogue,
        beside others: [Rule]
    ) throws(SourceDiagnostic) -> Scenario {
        var scenario = Scenario()
        try scenario.add(
            text: text,
            file: "request",
            catalogue: catalogue,
            source: Rule.controlSource,
            beside: others
        )
        return scenario
    }
}
