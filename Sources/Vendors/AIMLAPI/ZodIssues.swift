import Contracts
import JSON

/// The issues with which zod 3 reports findings: key order, union rule and texts are those of
/// `packages/zod/src/v3` (`types.ts`, `locales/en.ts`).
enum ZodIssues {
    /// One issue for each finding, in order; a union's findings may be several.
    static func issues(for findings: [Finding]) -> [JSONValue] {
        issues(for: findings, under: [])
    }

    /// The issue of an input that is JavaScript's `undefined`.
    static let nothing = JSONValue.object([
        "code": .string("invalid_type"),
        "expected": .string("object"),
        "received": .string("undefined"),
        "path": .array([]),
        "message": .string("Required"),
    ])

    /// The issue of a discriminating string that is none of the options.
    static func notAmong(_ options: [String], received: JSONValue, path: [String]) -> JSONValue {
        .object([
            "received": received,
            "code": .string("invalid_enum_value"),
            "options": .array(options.map { .string($0) }),
            "path": json(path),
            "message": .string("Invalid enum value. Expected \(alternatives(options)), received '\(text(received))'"),
        ])
    }

    /// The issue of a discriminating string that is missing.
    static func missing(among options: [String], path: [String]) -> JSONValue {
        .object([
            "expected": .string(alternatives(options)),
            "received": .string("undefined"),
            "code": .string("invalid_type"),
            "path": json(path),
            "message": .string("Required"),
        ])
    }

    private static func issues(for findings: [Finding], under prefix: [String]) -> [JSONValue] {
        var issues: [JSONValue] = []
        for finding in inCheckOrder(findings) {
            let path = prefix + finding.path
            if case .noBranch(let branches) = finding.kind {
                issues += unionIssues(branches, path: path)
            } else {
                issues.append(issue(for: finding, path: path))
            }
        }
        return issues
    }

    /// A branch with the right types that breaks a rule on content is reported as if it were the only one
    /// (`ZodUnion._parse`: the first "dirty" result wins).
    private static func unionIssues(_ branches: [[Finding]], path: [String]) -> [JSONValue] {
        if let dirty = branches.first(where: { $0.allSatisfy(\.kind.isConstraint) }) {
            return issues(for: dirty, under: path)
        }
        let errors = branches.map { findings in
            JSONValue.object(["issues": .array(issues(for: findings, under: path)), "name": .string("ZodError")])
        }
        return [
            .object([
                "code": .string("invalid_union"),
                "unionErrors": .array(errors),
                "path": json(path),
                "message": .string("Invalid input"),
            ])
        ]
    }

    /// A schema's checks run in the order in which it was built, and multiples are stated after bounds.
    private static func inCheckOrder(_ findings: [Finding]) -> [Finding] {
        var ordered = findings
        for index in ordered.indices.dropLast()
        where ordered[index].kind == .notMultiple && ordered[index + 1].path == ordered[index].path {
            ordered.swapAt(index, index + 1)
        }
        return ordered
    }

    private static func issue(for finding: Finding, path: [String]) -> JSONValue {
        let schema = finding.schema
        return switch finding.kind {
        case .missing: wrongType(schema, received: "undefined", path: path, message: "Required")
        case .notInEnumeration:
            if case .enumeration(let options) = schema.kind, typeName(of: finding.input) == "string" {
                notAmong(options, received: finding.input, path: path)
            } else {
                wrongType(schema, received: typeName(of: finding.input), path: path)
            }
        case .fractional, .notFinite:
            .object([
                "code": .string("invalid_type"),
                "expected": .string("integer"),
                "received": .string("float"),
                "message": .string("Expected integer, received float"),
                "path": json(path),
            ])
        case .belowMinimum:
            outOfRange(
                "too_small",
                limit: ("minimum", schema.minimum),
                "Number must be greater than or equal to",
                path: path
            )
        case .notAboveExclusiveMinimum:
            outOfRange(
                "too_small",
                limit: ("minimum", schema.exclusiveMinimum),
                isInclusive: false,
                "Number must be greater than",
                path: path
            )
        case .aboveMaximum:
            outOfRange(
                "too_big",
                limit: ("maximum", schema.maximum),
                "Number must be less than or equal to",
                path: path
            )
        case .notMultiple: notMultiple(of: schema.multipleOf ?? 1, path: path)
        case .tooLong: tooLong(maximum: schema.maximumLength ?? 0, path: path)
        case .notURL:
            .object([
                "validation": .string("url"), "code": .string("invalid_string"), "message": .string("Invalid url"),
                "path": json(path),
            ])
        case .wrongType, .unreadable, .notUnicode, .tooManyDigits, .noBranch:
            wrongType(schema, received: typeName(of: finding.input), path: path)
        }
    }

    /// Enumerations put their keys in an order of their own (`ZodEnum._parse`).
    private static func wrongType(
        _ schema: Schema,
        received: String,
        path: [String],
        message: String? = nil
    ) -> JSONValue {
        let expected = typeName(of: schema)
        let message = message ?? "Expected \(expected), received \(received)"
        if case .enumeration = schema.kind {
            return .object([
                "expected": .string(expected),
                "received": .string(received),
                "code": .string("invalid_type"),
                "path": json(path),
                "message": .string(message),
            ])
        }
        return .object([
            "code": .string("invalid_type"),
            "expected": .string(expected),
            "received": .string(received),
            "path": json(path),
            "message": .string(message),
        ])
    }

    private static func outOfRange(
        _ code: String,
        limit: (name: String, bound: Bound?),
        isInclusive: Bool = true,
        _ words: String,
        path: [String]
    ) -> JSONValue {
        let bound = limit.bound?.json ?? .null
        var issue: JSONObject = ["code": .string(code)]
        issue[limit.name] = bound
        issue["type"] = .string("number")
        issue["inclusive"] = .bool(isInclusive)
        issue["exact"] = .bool(false)
        issue["message"] = .string("\(words) \(javaScriptText(bound))")
        issue["path"] = json(path)
        return .object(issue)
    }

    private static func tooLong(maximum: Int, path: [String]) -> JSONValue {
        .object([
            "code": .string("too_big"),
            "maximum": .integer(maximum),
            "type": .string("string"),
            "inclusive": .bool(true),
            "exact": .bool(false),
            "message": .string("String must contain at most \(maximum) character(s)"),
            "path": json(path),
        ])
    }

    private static func notMultiple(of factor: Int, path: [String]) -> JSONValue {
        .object([
            "code": .string("not_multiple_of"),
            "multipleOf": .integer(factor),
            "message": .string("Number must be a multiple of \(factor)"),
            "path": json(path),
        ])
    }

    private static func typeName(of schema: Schema) -> String {
        switch schema.kind {
        case .string: "string"
        case .enumeration(let options): alternatives(options)
        case .integer, .number: "number"
        case .boolean: "boolean"
        case .object, .anyOf: "object"
        }
    }

    /// The type as `getParsedType` names it.
    private static func typeName(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .integer, .bigInteger, .double: "number"
        case .string, .surrogateString: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// `'a' | 'b'`.
    private static func alternatives(_ options: [String]) -> String {
        options.map { "'\($0)'" }.joined(separator: " | ")
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .surrogateString(let units): String(decoding: units, as: UTF16.self)
        default: javaScriptText(value)
        }
    }

    private static func json(_ path: [String]) -> JSONValue {
        .array(path.map { .string($0) })
    }
}
