import Contracts
import JSON

/// What pydantic 2 says about one thing wrong with an input
/// (https://docs.pydantic.dev/latest/errors/validation_errors/).
struct PydanticMessage: Error, Hashable, CustomStringConvertible {
    /// The error's type, such as `literal_error`.
    let type: String
    let text: String
    /// The path of keys to the value, joined by dots.
    let parameter: String

    /// The message as one line.
    var description: String { "\(parameter): \(text) (\(type))" }

    /// Words a finding; of a union with no fitting branch, the first branch's first fault.
    init(_ finding: Finding) {
        if case .noBranch(let branches) = finding.kind, let first = branches.first?.first {
            let inner = PydanticMessage(first)
            type = inner.type
            text = inner.text
            parameter = (finding.path + [inner.parameter]).filter { !$0.isEmpty }.joined(separator: ".")
        } else {
            (type, text) = words(for: finding)
            parameter = finding.path.joined(separator: ".")
        }
    }

    /// Words a string that is none of those listed.
    init(parameter: String, notAmong choices: [String]) {
        (type, text) = ("literal_error", "Input should be \(listing(choices))")
        self.parameter = parameter
    }
}

private func words(for finding: Finding) -> (type: String, text: String) {
    let schema = finding.schema
    return switch finding.kind {
    case .missing: ("missing", "Field required")
    case .notInEnumeration: ("literal_error", "Input should be \(choices(of: schema))")
    case .wrongType: wrongType(schema.kind)
    case .unreadable: unreadable(schema.kind)
    case .notUnicode: ("string_unicode", "Input should be a valid string, unable to parse raw data as a unicode string")
    case .fractional: ("int_from_float", "Input should be a valid integer, got a number with a fractional part")
    case .notFinite: ("finite_number", "Input should be a finite number")
    case .tooManyDigits: ("int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size")
    case .belowMinimum:
        ("greater_than_equal", "Input should be greater than or equal to \(number(schema.minimum))")
    case .aboveMaximum: ("less_than_equal", "Input should be less than or equal to \(number(schema.maximum))")
    case .notAboveExclusiveMinimum:
        ("greater_than", "Input should be greater than \(number(schema.exclusiveMinimum))")
    case .notMultiple: ("multiple_of", "Input should be a multiple of \(schema.multipleOf ?? 1)")
    case .tooLong:
        ("string_too_long", "String should have at most \(schema.maximumLength ?? 0) characters")
    case .notURL: ("url_parsing", "Input should be a valid URL")
    case .noBranch: ("union_error", "Input should be valid")
    }
}

private func wrongType(_ kind: Schema.Kind) -> (type: String, text: String) {
    switch kind {
    case .string, .enumeration: ("string_type", "Input should be a valid string")
    case .integer: ("int_type", "Input should be a valid integer")
    case .number: ("float_type", "Input should be a valid number")
    case .boolean: ("bool_type", "Input should be a valid boolean")
    case .object, .anyOf:
        ("model_attributes_type", "Input should be a valid dictionary or object to extract fields from")
    }
}

private func unreadable(_ kind: Schema.Kind) -> (type: String, text: String) {
    switch kind {
    case .integer: ("int_parsing", "Input should be a valid integer, unable to parse string as an integer")
    case .boolean: ("bool_parsing", "Input should be a valid boolean, unable to interpret input")
    default: ("float_parsing", "Input should be a valid number, unable to parse string as a number")
    }
}

private func choices(of schema: Schema) -> String {
    guard case .enumeration(let choices) = schema.kind else { return "" }
    return listing(choices)
}

/// `'a'`, `'a' or 'b'`, `'a', 'b' or 'c'`.
private func listing(_ choices: [String]) -> String {
    let quoted = choices.map { "'\($0)'" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return "\(quoted.dropLast().joined(separator: ", ")) or \(last)"
}

private func number(_ bound: Bound?) -> String {
    switch bound {
    case .integer(let value): String(value)
    case .double(let value): "\(value)"
    case nil: ""
    }
}
