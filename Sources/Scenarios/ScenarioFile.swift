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
    ///   - source: Where the rules are said to come from, if that is not the file's name.
    ///   - others: Further rules that are asked beside these.
    /// - Throws: A diagnostic that points at the first thing that is wrong.
    public mutating func add(
        text: [UInt8],
        file: String,
        catalogue: ScenarioCatalogue,
        source: String? = nil,
        beside others: [Rule] = []
    ) throws(SourceDiagnostic) {
        guard text.count <= Self.mostBytes else {
            let start = SourceLocation(line: 1, column: 1)
            throw SourceDiagnostic(
                file: file,
                location: start,
                message: "it is longer than \(Self.mostBytes >> 20) MiB"
            )
        }
        let root = FieldValue(of: try JSON5Parser.parse(text, file: file), file: file)
        let fields = Self.fields(catalogue, source: source ?? file, beside: others)
        try root.read(into: &self, fields: fields)
    }

    /// Bytes of a scenario file at most.
    static let mostBytes = 16 << 20

    /// What a scenario file may say.
    static func fields(
        _ catalogue: ScenarioCatalogue,
        source: String,
        beside others: [Rule]
    ) -> [ConfigurationField<Self>] {
        [
            ConfigurationField("seed") { (target, value) throws(SourceDiagnostic) in
                target.seed = UInt64(try value.integer(in: 0...Int.max))
            },
            ConfigurationField("rules") { (target, value) throws(SourceDiagnostic) in
                var rules = RuleCollection(target.rules, beside: others, source: source)
                for element in try value.elements() {
                    var rule = try Rule(element, defaultName: rules.nextName(), catalogue: catalogue)
                    rule.source = source
                    rule.definition = element.node.value
                    if let objection = rules.add(rule) { throw element.diagnostic(objection) }
                }
                target.rules = rules.rules
            },
        ]
    }
}

extension Rule {
    fileprivate init(
        _ value: FieldValue,
        defaultName: String,
        catalogue: ScenarioCatalogue
    ) throws(SourceDiagnostic) {
        self.init(name: defaultName)
        try value.read(into: &self, fields: Self.fields)
        guard effect.hasAny else { throw value.diagnostic("'\(name)' does nothing: give it a then") }
        condition.isAboutImages = !effect.images.isNone
        condition.isAboutJobs = effect.queue != nil
        if let objection = condition.objection(given: catalogue) {
            throw value.diagnostic("'\(name)' can never fire: \(objection)")
        }
        if let objection = handshakeObjection { throw value.diagnostic("'\(name)' \(objection)") }
        if checksRetries, checkedRetrySeconds == nil {
            let field = try value.members().first { $0.name == "retryCheck" }?.value ?? value
            throw field.diagnostic(
                "\(field.name) needs then.failure: \"rateLimited\" with retryAfterSeconds, at least 1"
            )
        }
    }

    private static let fields: [ConfigurationField<Self>] =
        [
            ConfigurationField("name") { (target, value) throws(SourceDiagnostic) in
                target.name = try value.string()
                guard !target.name.isEmpty else {
                    throw value.diagnostic("\(value.name) takes a text that is not empty")
                }
                // It stands in a field of every answer that the rule disturbs.
                guard target.name.utf8.count <= 200 else {
                    throw value.diagnostic("\(value.name) takes a text of at most 200 bytes")
                }
            },
            ConfigurationField("when") { (target, value) throws(SourceDiagnostic) in
                var condition = NumberedCondition()
                try value.read(into: &condition, fields: NumberedCondition.fields)
                target.condition = condition.condition
                target.occurrence.numbers = condition.numbers
            },
            ConfigurationField("then") { (target, value) throws(SourceDiagnostic) in
                try value.read(into: &target.effect, fields: Effect.fields)
                if let objection = target.effect.imageObjection {
                    throw value.diagnostic("\(value.name).\(objection)")
                }
            },
            .boolean("continue", \.continues),
            .boolean("retryCheck", \.checksRetries),
        ]
        + Occurrence.fields.map { field in
            ConfigurationField(field.name) { (target, value) throws(SourceDiagnostic) in
                try field.set(&target.occurrence, value)
            }
        }
}

extension Condition {
    /// Why no call could ever meet the condition, given what is served.
    fileprivate func objection(given catalogue: ScenarioCatalogue) -> String? {
        let names = catalogue.vendors.map(\.name)
        if let vendor, !names.contains(vendor) { return "there is no vendor \(suggesting(vendor, among: names))" }
        let vendors = catalogue.vendors.filter { vendor == nil || $0.name == vendor }
        if isAboutJobs, !vendors.contains(where: { $0.roles.contains { $0.contains("queue") } }) {
            return "\(vendor ?? "no vendor") has no queue"
        }
        if let role, isAboutJobs {
            return "a job is no call to \(role); leave out the role to have a rule about generations"
        }
        if let role {
            let roles = vendors.flatMap(\.roles)
            guard roles.contains(where: { $0.contains(role) }) else {
                return "there is no role \(suggesting(role, among: roles.joined()))"
            }
            // What is put into a queue is looked at when it runs, and only hosts that generate are asked for images.
            let isAsked = roles.contains { $0.contains(role) && $0.contains("api") }
            if !isAsked, isAboutImages {
                return "\(role) is asked for no images to make; leave out the role to have a rule about generations"
            }
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
