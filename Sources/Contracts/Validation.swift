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
        return validator.findings.isEmpty ? .valid(Values(values)) : .invalid(validator.findings)
    }
}
