public import JSON
import Simulation

extension Scenario {
    /// Reads the text of a scenario file: JSON that may have comments, trailing commas and unquoted names.
    ///
    /// - Parameters:
    ///   - text: The file's bytes.
    ///   - file: Its name, for messages.
    ///   - catalogue: What is served: a rule about anything else could never fire.
    /// - Throws: A diagnostic that points at the first thing that is wrong.
    public init(text: [UInt8], file: String, catalogue: ScenarioCatalogue) throws(SourceDiagnostic) {
        self.init()
        try add(text: text, file: file, catalogue: catalogue)
    }

    /// Adds the rules of a further file, after those that are there.
    ///
    /// - Parameters:
    ///   - text: The file's bytes.
    ///   - file: Its name, for messages.
    ///   - catalogue: What is served.
    /// - Throws: A diagnostic that points at the first thing that is wrong.
    public mutating func add(text: [UInt8], file: String, catalogue: ScenarioCatalogue) throws(SourceDiagnostic) {
        let root = FieldValue(of: try JSON5Parser.parse(text, file: file), file: file)
        try root.read(into: &self, fields: Self.fields(catalogue))
    }

    private static func fields(_ catalogue: ScenarioCatalogue) -> [ConfigurationField<Self>] {
        [
            ConfigurationField("seed") { (target, value) throws(SourceDiagnostic) in
                target.seed = UInt64(try value.integer(in: 0...Int.max))
            },
            ConfigurationField("rules") { (target, value) throws(SourceDiagnostic) in
                for element in try value.elements() {
                    let rule = try Rule(element, number: target.rules.count + 1, catalogue: catalogue)
                    if let objection = target.objection(to: rule) { throw element.diagnostic(objection) }
                    target.rules.append(rule)
                }
            },
        ]
    }

    /// Why a further rule would make no sense.
    private func objection(to rule: Rule) -> String? {
        if rules.contains(where: { $0.name == rule.name }) { return "there are two rules named '\(rule.name)'" }
        let taker = rules.first { $0.takesEverything(that: rule) }
        return taker.map {
            "'\(rule.name)' can never fire: '\($0.name)' before it takes every call, and does not continue"
        }
    }
}

extension Rule {
    fileprivate init(
        _ value: FieldValue,
        number: Int,
        catalogue: ScenarioCatalogue
    ) throws(SourceDiagnostic) {
        self.init(name: "rule \(number)")
        try value.read(into: &self, fields: Self.fields)
        guard effect.hasAny else { throw value.diagnostic("'\(name)' does nothing: give it a then") }
        if let objection = condition.objection(given: catalogue) {
            throw value.diagnostic("'\(name)' can never fire: \(objection)")
        }
        if let objection = handshakeObjection { throw value.diagnostic("'\(name)' \(objection)") }
    }

    private static let fields: [ConfigurationField<Self>] =
        [
            ConfigurationField("name") { (target, value) throws(SourceDiagnostic) in
                target.name = try value.string()
                guard !target.name.isEmpty else {
                    throw value.diagnostic("\(value.name) takes a text that is not empty")
                }
            },
            ConfigurationField("when") { (target, value) throws(SourceDiagnostic) in
                var condition = NumberedCondition()
                try value.read(into: &condition, fields: NumberedCondition.fields)
                target.condition = condition.condition
                target.occurrence.numbers = condition.numbers
            },
            .section("then", \.effect, Effect.fields),
            .boolean("continue", \.continues),
        ]
        + Occurrence.fields.map { field in
            ConfigurationField(field.name) { (target, value) throws(SourceDiagnostic) in
                try field.set(&target.occurrence, value)
            }
        }

    /// Whether nothing is left of what another rule is about, if this one is asked first.
    fileprivate func takesEverything(that rule: Rule) -> Bool {
        guard isAboutHandshakes == rule.isAboutHandshakes else { return false }
        guard !continues, occurrence == Occurrence() || occurrence == .always else { return false }
        let mine = condition
        guard mine.header.isEmpty, mine.body.isEmpty, mine.account == nil, mine.prompt == nil else { return false }
        guard mine.role == rule.condition.role else { return false }
        if let vendor = mine.vendor, vendor != rule.condition.vendor { return false }
        return mine.model == nil || mine.model == rule.condition.model
    }
}

extension Condition {
    /// Why no call could ever meet the condition, given what is served.
    fileprivate func objection(given catalogue: ScenarioCatalogue) -> String? {
        let names = catalogue.vendors.map(\.name)
        if let vendor, !names.contains(vendor) { return "there is no vendor \(suggesting(vendor, among: names))" }
        let vendors = catalogue.vendors.filter { vendor == nil || $0.name == vendor }
        if let role {
            let roles = vendors.flatMap(\.roles)
            guard roles.contains(where: { $0.contains(role) }) else {
                return "there is no role \(suggesting(role, among: roles.joined()))"
            }
            // What is put into a queue is looked at when it runs, and only hosts that generate are asked for images.
            let isAsked = roles.contains { $0.contains(role) && $0.contains("api") }
            if !isAsked, model != nil || prompt != nil {
                return "\(role) is told neither model nor prompt; leave out the role to have a rule about generations"
            }
        }
        let models = vendors.flatMap(\.models)
        if let model, !models.contains(where: { model.matches($0) }) {
            return "there is no model \(suggesting(model.source, among: models))"
        }
        return nil
    }
}

/// A name that there is not, with what may have been meant.
private func suggesting(_ name: String, among names: some Sequence<String>) -> String {
    let names = Array(names)
    if let nearest = nearestName(to: name, in: names) { return "'\(name)'; did you mean '\(nearest)'?" }
    return "'\(name)'; there are \(names.joined(separator: ", "))"
}
