public import JSON

/// One thing wrong with an input, in no vendor's words.
public struct Finding: Sendable, Hashable {
    /// The keys that lead to the value; empty for the input itself.
    ///
    /// Inside `Kind.noBranch` the path begins at the value of which a branch should have held.
    public var path: [String]
    /// What is wrong with it.
    public var kind: Kind
    /// The value at fault; for a missing property the object that lacks it.
    public var input: JSONValue
    /// What the contract says about the value.
    public var schema: Schema

    /// What is wrong.
    public enum Kind: Sendable, Hashable {
        /// A required property is absent.
        case missing
        /// The value's JSON type is not admitted and cannot be read as one that is.
        case wrongType
        /// A value of another type that might have been read as the type asked for, but holds none (lax only).
        case unreadable
        /// A string with lone surrogates where it would have had to be read (lax only).
        case notUnicode
        /// An integer was asked for and the number has a fraction.
        case fractional
        /// An integer was asked for and the number is NaN or infinite.
        case notFinite
        /// An integer was asked for and the value is beyond what the reader takes (lax only).
        case tooManyDigits
        case notInEnumeration
        case belowMinimum
        case aboveMaximum
        case notAboveExclusiveMinimum
        case notMultiple
        case tooLong
        case notURL
        /// No schema of an `anyOf` holds; for each of them, in order, what is wrong.
        case noBranch([[Finding]])

        /// Whether the value had the right type and broke only a rule on its content.
        ///
        /// This is zod's difference between "dirty" and "invalid", on which its choice of a union's branch rests
        /// (zod 3, `ZodUnion._parse`).
        public var isConstraint: Bool {
            switch self {
            case .fractional, .belowMinimum, .aboveMaximum, .notAboveExclusiveMinimum, .notMultiple, .tooLong, .notURL:
                true
            case .missing, .wrongType, .unreadable, .notUnicode, .notFinite, .tooManyDigits, .notInEnumeration,
                .noBranch:
                false
            }
        }
    }
}
