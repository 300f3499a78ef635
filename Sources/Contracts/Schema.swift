public import JSON

/// One node of a contract: what JSON Schema says about one value, compiled so that checking needs no look-up by
/// keyword.
///
/// The keywords are those of JSON Schema (draft 2020-12, Validation vocabulary) that vendors' pages use, with
/// `nullable` as in OpenAPI 3.0.3.
public final class Schema: Sendable {
    /// The kind of value a node admits.
    public enum Kind: Sendable {
        /// Any string.
        case string
        /// One of the listed strings.
        case enumeration([String])
        case integer
        case number
        case boolean
        /// An object with these properties, in order; others are ignored.
        case object([Property])
        /// A value of which at least one of these schemas holds.
        case anyOf([Schema])
    }

    /// A property of an object.
    public struct Property: Sendable {
        /// The key.
        public let name: String
        /// What the value must be.
        public let schema: Schema
        /// Whether the key must be there.
        public let isRequired: Bool
        /// The length of the name in UTF-8 bytes, which tells most names apart at once.
        let nameLength: Int
    }

    /// The kind of value admitted.
    public let kind: Kind
    /// A name for the schema, as `title` gives it.
    public let title: String?
    /// Whether null is admitted beside what `kind` says.
    public let isNullable: Bool
    /// The inclusive lower bound of a number.
    public let minimum: Bound?
    /// The inclusive upper bound of a number.
    public let maximum: Bound?
    /// The exclusive lower bound of a number.
    public let exclusiveMinimum: Bound?
    /// The integer, at least 1, of which a number must be a multiple.
    public let multipleOf: Int?
    /// The greatest length of a string, in the units of the coercion in use.
    public let maximumLength: Int?
    /// Whether a string must be an absolute URL (`format: uri`).
    public let isURL: Bool
    /// What stands in for an absent value.
    public let defaultValue: JSONValue?
    /// The values that are valid at first sight, as nearly all are.
    let plainValues: PlainValues

    init(
        kind: Kind,
        title: String? = nil,
        isNullable: Bool = false,
        minimum: Bound? = nil,
        maximum: Bound? = nil,
        exclusiveMinimum: Bound? = nil,
        multipleOf: Int? = nil,
        maximumLength: Int? = nil,
        isURL: Bool = false,
        defaultValue: JSONValue? = nil
    ) {
        self.kind = kind
        self.title = title
        self.isNullable = isNullable
        self.minimum = minimum
        self.maximum = maximum
        self.exclusiveMinimum = exclusiveMinimum
        self.multipleOf = multipleOf
        self.maximumLength = maximumLength
        self.isURL = isURL
        self.defaultValue = defaultValue
        plainValues = PlainValues(
            kind,
            minimum: exclusiveMinimum == nil ? minimum : nil,
            maximum: maximum,
            hasOtherRules: exclusiveMinimum != nil || multipleOf != nil || maximumLength != nil || isURL
        )
    }
}

extension Schema: Hashable {
    /// Whether two nodes are one and the same.
    public static func == (left: Schema, right: Schema) -> Bool { left === right }

    /// Hashes the node's identity.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(self))
    }
}
