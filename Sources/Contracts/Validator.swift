import JSON

/// One walk over an input along a contract.
struct Validator {
    let coercion: Coercion
    var findings: [Finding] = []

    init(coercion: Coercion) {
        self.coercion = coercion
    }

    /// The values of an object's properties in the contract's order; `input` is the object itself.
    mutating func values(of properties: [Schema.Property], in object: JSONObject, input: JSONValue) -> [JSONValue?] {
        let members = object.members
        // Clients mostly write members in the order in which the vendor documents them, so that the search for a
        // property begins behind the one found last.
        var next = 0
        return properties.map { property in
            guard let value = member(property, in: members, from: &next) else {
                if property.isRequired {
                    findings.append(
                        Finding(path: [property.name], kind: .missing, input: input, schema: property.schema)
                    )
                }
                return property.schema.defaultValue
            }
            let before = findings.count
            let result = check(value, against: property.schema)
            for index in before..<findings.count { findings[index].path.insert(property.name, at: 0) }
            return result
        }
    }

    /// The coerced value, or nil with at least one new finding whose path begins at the value.
    mutating func check(_ value: JSONValue, against schema: Schema) -> JSONValue? {
        if schema.plainValues.contain(value) { return value }
        if schema.isNullable, case .null = value { return .null }
        switch schema.kind {
        case .object(let properties):
            guard case .object(let object) = value else { return fault(.wrongType, value, schema) }
            let before = findings.count
            let results = values(of: properties, in: object, input: value)
            return findings.count > before ? nil : .object(JSONObject(properties, values: results))
        case .anyOf(let branches):
            return checkBranches(value, branches, schema)
        case .enumeration(let texts):
            if case .string(let text) = value, texts.contains(where: { sameText($0, text) }) { return value }
            if case .surrogateString = value, coercion == .lax { return fault(.notUnicode, value, schema) }
            return fault(.notInEnumeration, value, schema)
        case .string, .integer, .number, .boolean:
            switch coercion {
            case .lax: return checkLax(value, schema)
            case .strict: return checkStrict(value, schema)
            }
        }
    }

    /// Takes the first branch that holds.
    ///
    /// Pydantic's smart mode prefers the branch that needs least coercion; the two rules differ only where several
    /// branches hold for one input, which no contract here allows.
    private mutating func checkBranches(_ value: JSONValue, _ branches: [Schema], _ schema: Schema) -> JSONValue? {
        for branch in branches where branch.kind.mayAdmit(value) {
            let before = findings.count
            let result = check(value, against: branch)
            if findings.count == before { return result }
            findings.removeSubrange(before...)
        }
        // What is wrong with each branch is of interest only now.
        let faults = branches.map { branch in
            var attempt = Validator(coercion: coercion)
            _ = attempt.check(value, against: branch)
            return attempt.findings
        }
        return fault(.noBranch(faults), value, schema)
    }

    private mutating func checkLax(_ value: JSONValue, _ schema: Schema) -> JSONValue? {
        switch LaxReading.read(value, as: schema.kind) {
        case .failure(let kind):
            return fault(kind, value, schema)
        case .success(let read):
            // Pydantic stops at a value's first fault and tests the upper bound first.
            if let kind = schema.brokenRules(by: read, lengthIn: .codePoints).first {
                return fault(kind, value, schema)
            }
            return read
        }
    }

    private mutating func checkStrict(_ value: JSONValue, _ schema: Schema) -> JSONValue? {
        guard let read = strictReading(of: value, as: schema.kind) else { return fault(.wrongType, value, schema) }
        let before = findings.count
        if case .integer = schema.kind, case .double = read { findings.append(finding(.fractional, value, schema)) }
        for kind in schema.brokenRules(by: read, lengthIn: .utf16CodeUnits) {
            findings.append(finding(kind, value, schema))
        }
        return findings.count > before ? nil : read
    }

    private mutating func fault(_ kind: Finding.Kind, _ value: JSONValue, _ schema: Schema) -> JSONValue? {
        findings.append(finding(kind, value, schema))
        return nil
    }

    private func finding(_ kind: Finding.Kind, _ value: JSONValue, _ schema: Schema) -> Finding {
        Finding(path: [], kind: kind, input: value, schema: schema)
    }
}

extension Schema.Kind {
    /// Whether a look at the value's own type leaves a chance that it is admitted.
    fileprivate func mayAdmit(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.object, .object): true
        case (.object, _), (_, .object): false
        default: true
        }
    }
}

extension JSONObject {
    /// Makes an object of those properties that have a value.
    fileprivate init(_ properties: [Schema.Property], values: [JSONValue?]) {
        self.init(
            members: zip(properties, values).compactMap { property, value in
                value.map { Member(key: property.name, value: $0) }
            }
        )
    }
}

/// Finds a property among the members, beginning at `next`, which is moved behind the one found.
private func member(
    _ property: Schema.Property,
    in members: [JSONObject.Member],
    from next: inout Int
) -> JSONValue? {
    for step in 0..<members.count {
        var index = next + step
        if index >= members.count { index -= members.count }
        // A String's == knows canonical equivalence, JSON's keys do not; comparing lengths first is also faster.
        if members[index].key.utf8.count == property.nameLength, members[index].key == property.name {
            next = index + 1
            return members[index].value
        }
    }
    return nil
}
