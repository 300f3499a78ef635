import Contracts
import JSON

/// Pydantic's name, sentence and context for a finding (pydantic-core 2.50, `src/errors/types.rs`).
struct PydanticWording {
    var type: String
    var message: String
    var context: (key: String, value: JSONValue)?

    static let missing = PydanticWording(type: "missing", message: "Field required")
    static let notAnObject = PydanticWording(
        type: "model_attributes_type",
        message: "Input should be a valid dictionary or object to extract fields from"
    )

    private init(type: String, message: String, context: (key: String, value: JSONValue)? = nil) {
        self.type = type
        self.message = message
        self.context = context
    }

    init(_ finding: Finding) {
        let schema = finding.schema
        switch finding.kind {
        case .missing: self = .missing
        case .wrongType, .noBranch: self = .wrongType(schema.kind)
        case .unreadable: self = .unreadable(schema.kind)
        case .notUnicode:
            self.init(
                type: "string_unicode",
                message: "Input should be a valid string, unable to parse raw data as a unicode string"
            )
        case .fractional:
            self.init(
                type: "int_from_float",
                message: "Input should be a valid integer, got a number with a fractional part"
            )
        case .notFinite: self.init(type: "finite_number", message: "Input should be a finite number")
        case .tooManyDigits:
            self.init(
                type: "int_parsing_size",
                message: "Unable to parse input string as an integer, exceeded maximum size"
            )
        case .notInEnumeration: self = .notInEnumeration(schema.kind)
        case .belowMinimum:
            self = .bound("greater_than_equal", "ge", "greater than or equal to", schema.minimum, schema)
        case .aboveMaximum:
            self = .bound("less_than_equal", "le", "less than or equal to", schema.maximum, schema)
        case .notAboveExclusiveMinimum:
            self = .bound("greater_than", "gt", "greater than", schema.exclusiveMinimum, schema)
        case .notMultiple:
            self = .bound("multiple_of", "multiple_of", "a multiple of", schema.multipleOf.map { .integer($0) }, schema)
        case .tooLong:
            let limit = schema.maximumLength ?? 0
            self.init(
                type: "string_too_long",
                message: "String should have at most \(limit) character\(limit == 1 ? "" : "s")",
                context: ("max_length", .integer(limit))
            )
        case .notURL:
            let error = "relative URL without a base"
            self.init(
                type: "url_parsing",
                message: "Input should be a valid URL, \(error)",
                context: ("error", .string(error))
            )
        }
    }

    private static func wrongType(_ kind: Schema.Kind) -> PydanticWording {
        switch kind {
        case .object, .anyOf: notAnObject
        case .string, .enumeration: PydanticWording(type: "string_type", message: "Input should be a valid string")
        case .integer: PydanticWording(type: "int_type", message: "Input should be a valid integer")
        case .number: PydanticWording(type: "float_type", message: "Input should be a valid number")
        case .boolean: PydanticWording(type: "bool_type", message: "Input should be a valid boolean")
        }
    }

    private static func unreadable(_ kind: Schema.Kind) -> PydanticWording {
        switch kind {
        case .integer:
            PydanticWording(
                type: "int_parsing",
                message: "Input should be a valid integer, unable to parse string as an integer"
            )
        case .number:
            PydanticWording(
                type: "float_parsing",
                message: "Input should be a valid number, unable to parse string as a number"
            )
        case .boolean:
            PydanticWording(type: "bool_parsing", message: "Input should be a valid boolean, unable to interpret input")
        case .object, .anyOf, .string, .enumeration:
            wrongType(kind)
        }
    }

    /// A string that is none of an enumeration's.
    static func notInEnumeration(_ kind: Schema.Kind) -> PydanticWording {
        guard case .enumeration(let texts) = kind else { return wrongType(kind) }
        let quoted = texts.map { "'\($0)'" }
        let last = quoted.last ?? ""
        let expected = quoted.count > 1 ? "\(quoted.dropLast().joined(separator: ", ")) or \(last)" : last
        return PydanticWording(
            type: "literal_error",
            message: "Input should be \(expected)",
            context: ("expected", .string(expected))
        )
    }

    /// A number's limit is a float where the field is one: `20.0` in the context, but `20` in the sentence (recorded).
    private static func bound(
        _ type: String,
        _ key: String,
        _ relation: String,
        _ bound: Bound?,
        _ schema: Schema
    ) -> PydanticWording {
        let limit = bound ?? .integer(0)
        let value: JSONValue = if case .number = schema.kind { .double(limit.double) } else { limit.json }
        let text = JSONNumberStyle.javaScript.text(of: limit.double)
        return PydanticWording(type: type, message: "Input should be \(relation) \(text)", context: (key, value))
    }
}
