import JSON

/// The rules of a scenario while they are read, with what tells quickly whether a further one makes sense.
struct RuleCollection {
    /// Rules of a scenario at most, those of all files and of the control interface together.
    static let mostRules = 20_000
    /// What the regular expressions of a scenario may take together in memory.
    static let mostExpressionMemory = 256 << 20

    private(set) var rules: [Rule]
    private let source: String
    private let countBeside: Int
    private var names: Set<String>
    private var expressionMemory: Int
    private var lastNumber = 0
    /// The first rule of each kind that takes every call it is about.
    private var takers: [Coverage: Int] = [:]

    /// What a rule is about that leaves nothing of it to others.
    fileprivate struct Coverage: Hashable {
        var isAboutHandshakes: Bool
        var isAboutJobs: Bool
        var isAboutImages: Bool
        var role: String?
        var vendor: String?
        var model: TextPattern?
    }

    /// Begins with rules that are there.
    ///
    /// - Parameters:
    ///   - rules: The rules before those that are going to be added.
    ///   - others: Further rules that are asked beside these.
    ///   - source: Where the further ones are read.
    init(_ rules: [Rule], beside others: [Rule], source: String) {
        self.rules = rules
        self.source = source
        countBeside = others.count
        names = Set(others.map(\.name)).union(rules.map(\.name))
        expressionMemory = (rules + others).reduce(0) { $0 + $1.condition.expressionMemory }
        for (place, rule) in rules.enumerated() { noteCoverage(of: rule, at: place) }
    }

    /// What the next rule is called that has no name of its own.
    mutating func nextName() -> String {
        let prefix = source == Rule.controlSource ? "control rule" : "rule"
        // No name is ever given back, so what was taken once need not be tried again.
        lastNumber = max(lastNumber, rules.count + 1)
        while names.contains("\(prefix) \(lastNumber)") { lastNumber += 1 }
        return "\(prefix) \(lastNumber)"
    }

    /// Adds a rule; returns why it would make no sense, and nil where it does.
    mutating func add(_ rule: Rule) -> String? {
        guard rules.count + countBeside < Self.mostRules else {
            return "there are more than \(Self.mostRules) rules"
        }
        guard names.insert(rule.name).inserted else { return "there are two rules named '\(rule.name)'" }
        if let taker = taker(of: rule) {
            let reason = "'\(rules[taker].name)' before it takes every call, and does not continue"
            return "'\(rule.name)' can never fire: \(reason)"
        }
        expressionMemory += rule.condition.expressionMemory
        guard expressionMemory <= Self.mostExpressionMemory else {
            return "the regular expressions of all rules up to '\(rule.name)' may take more than "
                + "\(Self.mostExpressionMemory >> 20) MiB of memory; use globs, or fewer"
        }
        noteCoverage(of: rule, at: rules.count)
        rules.append(rule)
        return nil
    }

    private mutating func noteCoverage(of rule: Rule, at place: Int) {
        guard rule.takesEveryCallItIsAbout else { return }
        let coverage = Coverage(of: rule)
        if takers[coverage] == nil { takers[coverage] = place }
    }

    /// The place of the first rule that leaves nothing of what another is about, if it is asked first.
    private func taker(of rule: Rule) -> Int? {
        let asked = Coverage(of: rule)
        let jobs = asked.isAboutJobs ? [false, true] : [false]
        // With a role it is about every call to that host, and images are a part of those.
        let images = asked.isAboutImages || asked.role == nil ? [false, true] : [false]
        let vendors = asked.vendor == nil ? [nil] : [nil, asked.vendor]
        let models = asked.model == nil ? [nil] : [nil, asked.model]
        var first: Int?
        var coverage = asked
        for isAboutJobs in jobs {
            for isAboutImages in images {
                for vendor in vendors {
                    for model in models {
                        (coverage.isAboutJobs, coverage.isAboutImages) = (isAboutJobs, isAboutImages)
                        (coverage.vendor, coverage.model) = (vendor, model)
                        if let place = takers[coverage], place < first ?? .max { first = place }
                    }
                }
            }
        }
        return first
    }
}

extension RuleCollection.Coverage {
    fileprivate init(of rule: Rule) {
        let condition = rule.condition
        self.init(
            isAboutHandshakes: rule.isAboutHandshakes,
            isAboutJobs: condition.isAboutJobs,
            isAboutImages: condition.isAboutImages,
            role: condition.role,
            vendor: condition.vendor,
            model: condition.model
        )
    }
}

extension Rule {
    /// Whether it fires at every call of its vendor, role and model, and leaves nothing to the rules after it.
    fileprivate var takesEveryCallItIsAbout: Bool {
        guard !continues, occurrence == Occurrence() || occurrence == .always else { return false }
        return condition.header.isEmpty && condition.body.isEmpty && condition.account == nil
            && condition.prompt == nil
    }
}

extension Condition {
    /// What its regular expressions may take in memory.
    fileprivate var expressionMemory: Int {
        let patterns = [model, account, prompt].compactMap { $0 } + header.map(\.pattern)
        let texts = body.compactMap { if case .text(let pattern) = $0.condition { pattern } else { nil } }
        return (patterns + texts).reduce(0) { $0 + $1.expressionMemory }
    }
}
