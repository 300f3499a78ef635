import JSON

/// A document parsed with CPython's rules.
func parse(_ document: String) throws -> JSONValue {
    try JSONParser.parse(Array(document.utf8))
}

/// The failure of a document, nil if it is accepted.
func failure(of document: [UInt8], by parser: JSONParser = JSONParser()) -> JSONParseError? {
    do throws(JSONParseError) {
        _ = try parser.parse(document)
        return nil
    } catch {
        return error
    }
}

/// A value's text in a style.
func written(_ value: JSONValue, _ style: JSONStyle = .python) throws -> String {
    String(decoding: try JSONWriter.write(value, style: style), as: UTF8.self)
}
