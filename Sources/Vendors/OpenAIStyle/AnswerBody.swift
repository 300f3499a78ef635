import HTTP
import JSON

extension Answer {
    /// An answer whose body is a value, written as JavaScript's `JSON.stringify` does.
    static func json(_ value: JSONValue, status: HTTPStatus, fields: HTTPFields) -> Answer {
        Answer(status: status, fields: fields, body: javaScriptBytes(value))
    }
}

/// A value as JavaScript's `JSON.stringify` writes it.
func javaScriptBytes(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter(style: .javaScript)
    writer.value(value)
    return writer.bytes
}

/// A value as JavaScript's `JSON.stringify` writes it, as text.
func javaScriptText(_ value: JSONValue) -> String {
    String(decoding: javaScriptBytes(value), as: UTF8.self)
}
