/// What an expression asks for that the C library read otherwise, and that would silently mean something else.
func objectionToOldSyntax(in expression: String) -> String? {
    var rest = Array(expression.utf8)[...]
    while !rest.isEmpty {
        let start = rest
        guard ExpressionToken(removedFrom: &rest) != nil else { return nil }
        let text = start[..<rest.startIndex]
        if start.begins(with: "{,") { return "{, has no least number; write {0," }
        let inBrackets = text.first == UInt8(ascii: "[") ? text.dropFirst() : []
        if inBrackets.indices.contains(where: {
            inBrackets[$0...].begins(with: "[.") || inBrackets[$0...].begins(with: "[=")
        }) {
            return "there are no [. .] and [= =] in brackets; write the character itself"
        }
        guard text.first == UInt8(ascii: "\\"), let escaped = text.dropFirst().first else { continue }
        switch escaped {
        case UInt8(ascii: "<"), UInt8(ascii: ">"): return #"there is no \< and no \>; the edge of a word is \b"#
        case UInt8(ascii: "`"), UInt8(ascii: "'"): return #"there is no \` and no \'; the ends of the text are ^ and $"#
        case UInt8(ascii: "1")...UInt8(ascii: "9"): return #"there are no back references such as \1"#
        default: continue
        }
    }
    return nil
}
