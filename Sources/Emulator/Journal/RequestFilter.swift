import HTTP
import ImageGeneration
import JSON
import Scenarios
import Vendors
import WebFormats

/// Which entries of the journal are meant: calls of vendors for which everything holds that is said.
struct RequestFilter: Sendable {
    /// What a rule may ask of a call as well.
    var condition = Condition() {
        didSet { check = ConditionCheck(condition) }
    }
    private var check = ConditionCheck(Condition())
    /// Whether calls that ask for no images are meant too; a condition with a role means them anyway.
    var meansEveryCall = false
    var status: Int?
    var outcome: String?
    /// The name of a rule that fired.
    var rule: String?
    /// The account's fingerprint, as the journal shows it.
    var fingerprint: String?
    /// The number of the last entry that is not meant.
    var after = 0
    /// How many are meant at most; the newest.
    var limit = Int.max

    /// What may be said in JSON.
    static let fields: [ConfigurationField<Self>] =
        Condition.fields.map { field in
            ConfigurationField(field.name) { (target, value) throws(SourceDiagnostic) in
                try field.set(&target.condition, value)
            }
        } + [
            ConfigurationField("status") { (target, value) throws(SourceDiagnostic) in
                target.status = try value.integer(in: 100...599)
            },
            ConfigurationField("outcome") { (target, value) throws(SourceDiagnostic) in
                target.outcome = try value.string()
            },
            ConfigurationField("rule") { (target, value) throws(SourceDiagnostic) in
                target.rule = try value.string()
            },
            ConfigurationField("fingerprint") { (target, value) throws(SourceDiagnostic) in
                target.fingerprint = try value.string()
            },
            .integer("after", \.after, in: 0...Int.max),
            .integer("limit", \.limit, in: 1...Int.max),
        ]

    /// Whether an entry is meant, as far as the effort goes; attempts to reach outside are where nothing is said but
    /// numbers.
    func means(_ entry: JournalEntry, number: Int, _ effort: inout SearchEffort) -> Bool {
        guard number > after else { return false }
        guard case .exchange(let exchange) = entry else { return meansEveryCall && !asksAnything }
        if let status, exchange.status.code != status { return false }
        if let outcome, exchange.remarks.outcome != outcome { return false }
        if let rule, !exchange.rules.contains(rule) { return false }
        if let fingerprint, exchange.accountFingerprint != fingerprint { return false }
        let subject = Subject(
            exchange,
            for: condition,
            isGeneration: meansEveryCall || exchange.remarks.generation != nil
        )
        return check.holds(for: subject, &effort)
    }

    /// What is said where the entries are too much work for the patterns.
    static let complaintOfEffort =
        "the texts in the journal are too long for these patterns; ask for fewer calls with after"

    private var asksAnything: Bool {
        status != nil || outcome != nil || rule != nil || fingerprint != nil || !condition.isEmpty
    }
}

extension RequestFilter {
    /// Reads the parameters of a query, which have the names of the fields; of those only texts and numbers.
    init(query: String?) throws(SourceDiagnostic) {
        self.init()
        meansEveryCall = true
        let place = SourceLocation(line: 1, column: 1)
        let members = FormParameters.parse(query).map { name, value in
            let number = ["status", "after", "limit"].contains(name) ? Int(value) : nil
            return JSON5Node.Member(
                key: name,
                keyLocation: place,
                value: JSON5Node(number.map { .integer($0) } ?? .string(value), at: place)
            )
        }
        let node = JSON5Node(.object(members), at: place)
        try FieldValue(of: node, file: "query").read(into: &self, fields: Self.fields)
    }
}

extension Subject {
    /// A call as the journal shows it.
    ///
    /// What is not shown cannot be found out by trying patterns either. The key of an account has to be named whole.
    fileprivate init(_ exchange: Exchange, for condition: Condition, isGeneration: Bool) {
        let call = exchange.call
        let readsContent = condition.prompt != nil || !condition.header.isEmpty || !condition.body.isEmpty
        let shown = readsContent ? ShownExchange(exchange) : nil
        var fields = HTTPFields()
        for field in shown?.fields ?? [] { fields.append(field.name, field.value) }
        let named = condition.account?.source.lowercased()
        let mayMatch = !exchange.isAccountKey || named == exchange.account?.lowercased()
        let generation = exchange.remarks.generation
        self.init(
            vendor: exchange.vendor,
            roleNames: call.role.names,
            isGeneration: isGeneration,
            model: generation?.model,
            prompt: generation.map { generation in
                var redactor = Redactor()
                return redactor.text(generation.prompt)
            },
            account: mayMatch ? exchange.account : nil,
            fields: fields,
            body: Array((shown?.requestBody ?? "").utf8)
        )
    }
}
