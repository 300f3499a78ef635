import JSON

/// The JSON Schema of scenario files (draft 2020-12), made of what their reader asks of values.
///
/// It says which fields there are, and which values each may have. What only makes sense beside something else, such as
/// `retryAfterSeconds`, it lets pass: the reader has the last word.
public enum ScenarioSchema {
    /// The schema as the text of a file.
    public static var text: String {
        var writer = JSONWriter(style: style)
        writer.beginObject()
        writer.member("$schema", "https://json-schema.org/draft/2020-12/schema")
        writer.member("title", "Scenario of Fauxto")
        writeContent(of: shape, at: "", to: &writer)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private static let style = JSONStyle(
        numbers: .javaScript,
        layout: .indented,
        nonFiniteNumbers: .null,
        loneSurrogates: .escaped
    )

    /// What a scenario file may say.
    static var shape: FieldShape {
        let fields = Scenario.fields(ScenarioCatalogue(vendors: []), source: "", beside: [])
        return .object(of: fields, from: Scenario())
    }

    private static func write(_ shape: FieldShape, at path: String, to writer: inout JSONWriter) {
        writer.beginObject()
        if let text = fieldDescriptions[path] { writer.member("description", text) }
        writeContent(of: shape, at: path, to: &writer)
        writer.endObject()
    }

    private static func writeContent(of shape: FieldShape, at path: String, to writer: inout JSONWriter) {
        switch shape {
        case .text: writer.member("type", "string")
        case .pattern(let pattern):
            writer.member("type", "string")
            writer.member("pattern", pattern)
        case .words(let words): writer.member("enum", words)
        case .flag: writer.member("type", "boolean")
        case .null: writer.member("type", "null")
        case .integer(let range):
            writer.member("type", "integer")
            if let range { writer.member("minimum", range.lowerBound) }
            if let range, range.upperBound < .max { writer.member("maximum", range.upperBound) }
        case .number(let range):
            writer.member("type", "number")
            if let range { writer.member("minimum", range.lowerBound) }
            if let range { writer.member("maximum", range.upperBound) }
        case .list(let element, let count):
            writer.member("type", "array")
            writer.member("minItems", count)
            writer.key("items")
            write(element, at: path + "[]", to: &writer)
        case .map(let member):
            writer.member("type", "object")
            writer.key("additionalProperties")
            write(member, at: path + ".*", to: &writer)
        case .object(let members):
            writer.member("type", "object")
            writer.key("properties")
            writer.beginObject()
            for member in members {
                writer.key(member.name)
                write(member.shape, at: path.isEmpty ? member.name : "\(path).\(member.name)", to: &writer)
            }
            writer.endObject()
            writer.key("additionalProperties")
            writer.bool(false)
        case .any(let shapes):
            writer.key("anyOf")
            writer.beginArray()
            for shape in shapes {
                writer.beginObject()
                writeContent(of: shape, at: path, to: &writer)
                writer.endObject()
            }
            writer.endArray()
        }
    }

    /// The full name of every field, with `[]` for the elements of an array.
    static func names(in shape: FieldShape, at path: String = "") -> [String] {
        switch shape {
        case .object(let members):
            members.flatMap { member in
                let name = path.isEmpty ? member.name : "\(path).\(member.name)"
                return [name] + names(in: member.shape, at: name)
            }
        case .list(let element, _): names(in: element, at: path + "[]")
        case .map(let member): names(in: member, at: path + ".*")
        case .any(let shapes): shapes.flatMap { names(in: $0, at: path) }
        default: []
        }
    }
}
