public import JSON

/// How an input's types are held against a contract's.
public enum Coercion: Sendable, Hashable {
    /// Pydantic 2's lax mode, Python input: a value may be read as another type where nothing is lost
    /// (https://docs.pydantic.dev/latest/concepts/conversion_table/).
    ///
    /// At most one finding for a value that is no object; lengths count code points.
    case lax
    /// Zod 3 on what JavaScript's `JSON.parse` makes of the input: types as they are, and integers and floats are one
    /// type.
    ///
    /// Every rule a value breaks is found; lengths count UTF-16 units.
    case strict
}

/// The result of holding an input against a contract.
public enum Validation: Sendable {
    case valid(Values)
    /// At least one finding, in the order of the contract's properties.
    case invalid([Finding])
}

extension Contract {
    /// Holds an input against the contract.
    public func validate(_ input: JSONValue, coercion: Coercion) -> Validation {
        var validator = Validator(coercion: coercion)
        guard case .object(let object) = input else {
            return .invalid([Finding(path: [], kind: .wrongType, input: input, schema: self.input)])
        }
        let values = validator.values(of: properties, in: object, input: input)
        return validator.findings.isEmpty ? .valid(Values(values.map { $0 ?? .null })) : .invalid(validator.findings)
    }

    /// The values of a valid document, as `JSONParser.parse` and then `validate` find them, but sooner, since no object
    /// is made in between.
    ///
    /// Nil where it takes the two to tell: for every document that is faulty or not valid, and for a few that are valid.
    public func values(in document: [UInt8], parser: JSONParser, coercion: Coercion) -> Values? {
        var validator = Validator(coercion: coercion)
        var values: [JSONValue] = []
        values.reserveCapacity(properties.count)
        for _ in properties.indices { values.append(.null) }
        var givesNullForDefault = false
        let isRead = parser.readMembers(of: document, under: keys) { place, value in
            let schema = properties[place].schema
            if schema.plainValues.contain(value) {
                values[place] = value
            } else {
                if case .null = value, schema.defaultValue != nil { givesNullForDefault = true }
                values[place] = validator.check(value, against: schema) ?? .null
            }
        }
        // From here on null stands for nothing given.
        guard isRead, validator.findings.isEmpty, !givesNullForDefault else { return nil }
        for place in properties.indices {
            guard case .null = values[place] else { continue }
            if properties[place].isRequired { return nil }
            values[place] = properties[place].schema.defaultValue ?? .null
        }
        return Values(values)
    }
}
