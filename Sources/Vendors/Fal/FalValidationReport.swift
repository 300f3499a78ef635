import Contracts
import JSON

/// The body of a 422: pydantic's errors without their `url`, each `type`, `loc`, `msg`, `input` and perhaps `ctx`
/// (source: the `RequestValidationError` handler of fal's framework).
struct FalValidationReport {
    /// One error.
    struct Entry {
        var type: String
        var location: [JSONValue]
        var message: String
        var input: JSONValue
        var context: (key: String, value: JSONValue)?
    }

    private var entries: [Entry]

    /// Reports what is wrong with an input's properties.
    init(_ findings: [Finding]) {
        entries = []
        for finding in findings { append(finding, below: [.string("body")]) }
    }

    /// Reports that there is no input.
    init(missing input: JSONValue) {
        let wording = PydanticWording.missing
        entries = [Entry(type: wording.type, location: [.string("body")], message: wording.message, input: input)]
    }

    /// Reports an input that was not even parsed.
    init(notAnObject input: JSONValue) {
        let wording = PydanticWording.notAnObject
        entries = [Entry(type: wording.type, location: [.string("body")], message: wording.message, input: input)]
    }

    /// Reports an input that is not JSON.
    init(invalidJSON error: JSONParseError) {
        entries = [
            Entry(
                type: "json_invalid",
                location: [.string("body"), .integer(error.position)],
                message: "JSON decode error",
                input: .object([:]),
                context: ("error", .string(error.message))
            )
        ]
    }

    private mutating func append(_ finding: Finding, below location: [JSONValue]) {
        let location = location + finding.path.map { .string($0) }
        if case .noBranch(let branches) = finding.kind, case .anyOf(let schemas) = finding.schema.kind {
            for (findings, schema) in zip(branches, schemas) {
                for finding in findings { append(finding, below: location + [.string(schema.pydanticLabel)]) }
            }
            return
        }
        let wording = PydanticWording(finding)
        entries.append(
            Entry(
                type: wording.type,
                location: location,
                message: wording.message,
                input: finding.input,
                context: wording.context
            )
        )
    }

    /// For each error where it is and its type, such as `body.num_images: less_than_equal`.
    var summary: [String] {
        entries.map { entry in
            let path = entry.location.map { part in
                switch part {
                case .string(let key): key
                case .integer(let index): String(index)
                default: ""
                }
            }
            return "\(path.joined(separator: ".")): \(entry.type)"
        }
    }

    /// The body; nil when the framework fails to write it.
    func json(in framework: FalFramework) -> [UInt8]? {
        var style = JSONStyle.python
        if framework == .august2026 { style.nonFiniteNumbers = .strings }
        var writer = JSONWriter(style: style)
        writer.beginObject()
        writer.key("detail")
        writer.beginArray()
        for entry in entries {
            guard let input = FalEcho(framework: framework).shown(entry.input) else { return nil }
            writer.beginObject()
            writer.key("type")
            writer.string(entry.type)
            writer.key("loc")
            writer.value(.array(entry.location))
            writer.key("msg")
            writer.string(entry.message)
            writer.key("input")
            writer.value(input)
            if let (key, value) = entry.context {
                writer.key("ctx")
                writer.value(.object([key: value]))
            }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return try? writer.finish()
    }
}

extension Schema {
    /// How pydantic calls a branch of a union in an error's location: a model by its name, a `Literal` by its values.
    fileprivate var pydanticLabel: String {
        if case .enumeration(let texts) = kind {
            "literal[\(texts.map { "'\($0)'" }.joined(separator: ","))]"
        } else {
            title ?? ""
        }
    }
}
