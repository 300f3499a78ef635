public import JSON

/// A valid input: one value for each property of the contract, coerced to its type, defaults filled in.
public struct Values: Sendable, Hashable {
    /// In the order of the contract's properties; nil where the input gave nothing and there is no default.
    private let values: [JSONValue?]

    init(_ values: [JSONValue?]) {
        self.values = values
    }

    /// The value of a property; nil when it was absent and has no default.
    ///
    /// A string or an enumeration's value is a string, an integer is `.integer` or `.bigInteger`, a number is always
    /// `.double`, and an object holds all of its properties that have a value, in the contract's order.
    public subscript(field: Field) -> JSONValue? { values[field.index] }
}

/// A property's place in a contract, found once by name and then used for every request.
public struct Field: Sendable, Hashable {
    let index: Int
}
