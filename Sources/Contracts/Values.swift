public import JSON

/// A valid input: one value for each property of the contract, coerced to its type, defaults filled in.
///
/// The typed readings trap where the contract gives a property no value of their type, which is a mistake in the
/// program and never in a request: a contract and the code that reads its values belong together.
public struct Values: Sendable, Hashable {
    /// In the order of the contract's properties.
    private let values: [JSONValue]

    init(_ values: [JSONValue]) {
        self.values = values
    }

    /// The value of a property; null also when it was absent and has no default.
    ///
    /// A string or an enumeration's value is a string, an integer is `.integer` or `.bigInteger`, a number is always
    /// `.double`, and an object holds all of its properties that have a value, in the contract's order.
    public subscript(field: Field) -> JSONValue { values[field.index] }

    /// The text of a string or enumeration; nil when it is absent, null or no Unicode text (lone surrogates).
    public func text(_ field: Field) -> String? {
        if case .string(let text) = values[field.index] { text } else { nil }
    }

    /// The value of an integer that a bound keeps within 64 bits.
    public func integer(_ field: Field) -> Int {
        guard case .integer(let number) = values[field.index] else { mistaken(field, "integer") }
        return number
    }

    /// The value of a number.
    public func number(_ field: Field) -> Double {
        guard case .double(let number) = values[field.index] else { mistaken(field, "number") }
        return number
    }

    /// The value of a boolean.
    public func flag(_ field: Field) -> Bool {
        guard case .bool(let flag) = values[field.index] else { mistaken(field, "boolean") }
        return flag
    }

    private func mistaken(_ field: Field, _ type: String) -> Never {
        preconditionFailure("property \(field.index) is no \(type): \(values)")
    }
}

/// A property's place in a contract, found once by name and then used for every request.
public struct Field: Sendable, Hashable {
    let index: Int
}
