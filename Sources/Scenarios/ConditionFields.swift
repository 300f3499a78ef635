package import JSON

extension Condition {
    /// What a file, or a question about what happened, may say of the calls that are meant.
    package static let fields: [ConfigurationField<Self>] = [
        ConfigurationField("vendor") { (target, value) throws(SourceDiagnostic) in
            target.vendor = try value.string()
        },
        ConfigurationField("role") { (target, value) throws(SourceDiagnostic) in
            target.role = try value.string()
        },
        ConfigurationField("model") { (target, value) throws(SourceDiagnostic) in
            target.model = try value.pattern()
        },
        ConfigurationField("account") { (target, value) throws(SourceDiagnostic) in
            target.account = try value.pattern()
        },
        ConfigurationField("prompt") { (target, value) throws(SourceDiagnostic) in
            target.prompt = try value.pattern()
        },
        ConfigurationField("header") { (target, value) throws(SourceDiagnostic) in
            for (name, pattern) in try value.members() { target.header.append((name, try pattern.pattern())) }
        },
        ConfigurationField("body") { (target, value) throws(SourceDiagnostic) in
            for (path, condition) in try value.members() { target.body.append((path, try condition.condition())) }
        },
    ]
}

/// A condition as a rule states it: with the numbers of the calls, which belong to how often the rule fires.
struct NumberedCondition {
    var condition = Condition()
    var numbers: [Int]?

    static let fields: [ConfigurationField<Self>] =
        Condition.fields.map { field in
            ConfigurationField(field.name) { (target, value) throws(SourceDiagnostic) in
                try field.set(&target.condition, value)
            }
        } + [
            ConfigurationField("nth") { (target, value) throws(SourceDiagnostic) in
                target.numbers = try value.numbers()
            }
        ]
}

extension FieldValue {
    /// The value as a pattern for a text.
    fileprivate func pattern() throws(SourceDiagnostic) -> TextPattern {
        let text = try string()
        do throws(TextPattern.Fault) {
            return try TextPattern(text)
        } catch {
            throw diagnostic("\(name) takes a glob or a regular expression in slashes: \(error.reason)")
        }
    }

    /// The value as a whole number of at least 1, or an array of such.
    func numbers() throws(SourceDiagnostic) -> [Int] {
        guard case .array = node.content else { return [try integer(in: 1...Int.max)] }
        var numbers: [Int] = []
        let elements = try elements()
        // All of them are told wherever a rule says why it does not fire.
        guard elements.count <= 1_000 else { throw diagnostic("\(name) takes an array of at most 1000 numbers") }
        for element in elements { numbers.append(try element.integer(in: 1...Int.max)) }
        return numbers
    }

    /// The value as what is asked of another value.
    fileprivate func condition() throws(SourceDiagnostic) -> ValueCondition {
        switch node.content {
        case .string: return .text(try pattern())
        case .bool(let flag): return .flag(flag)
        case .integer(let number): return .number(Double(number)...Double(number))
        case .double(let number): return .number(number...number)
        case .null: return .present(false)
        case .object:
            var range = Range()
            try read(into: &range, fields: Range.fields)
            if let isPresent = range.isPresent { return .present(isPresent) }
            guard range.least <= range.most else {
                throw diagnostic(
                    "\(name) can never hold: no number is at least \(range.least) and at most \(range.most)"
                )
            }
            return .number(range.least...range.most)
        case .array: throw mismatch("a text, a number, true, false, null or an object")
        }
    }

    private struct Range {
        var least = -Double.infinity
        var most = Double.infinity
        var isPresent: Bool?

        static let fields: [ConfigurationField<Self>] = [
            ConfigurationField("atLeast") { (target, value) throws(SourceDiagnostic) in
                target.least = try value.number(in: -1e15...1e15)
            },
            ConfigurationField("atMost") { (target, value) throws(SourceDiagnostic) in
                target.most = try value.number(in: -1e15...1e15)
            },
            ConfigurationField("present") { (target, value) throws(SourceDiagnostic) in
                target.isPresent = try value.boolean()
            },
        ]
    }
}
