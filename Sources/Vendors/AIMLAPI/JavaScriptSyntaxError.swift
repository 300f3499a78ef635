/// What V8's `JSON.parse` says about a text that it refuses, as thrown by Node 22 and later.
///
/// A body that is not JSON is answered with the engine's own words, so this walks the text as V8's `JsonParser` does
/// (v8/src/json/json-parser.cc) and stops where it stops. Positions count UTF-16 code units.
struct JavaScriptSyntaxError: Hashable {
    let message: String

    /// The fault in a text; nil when `JSON.parse` accepts it.
    init?(in text: [UInt16]) {
        var scanner = JavaScriptScanner(text: text)
        guard let fault = scanner.faultInDocument() else { return nil }
        message = fault.message(in: text)
    }
}

/// Where and why V8 stops.
struct JavaScriptFault: Error {
    /// The index of the code unit at fault; the text's length when it ended too early.
    let position: Int
    let reason: Reason

    enum Reason {
        /// No special message: the token itself is named, or the end of the text.
        case token
        /// A number where none may stand.
        case number
        /// A string where none may stand.
        case string
        /// A message of its own, to which the position is added.
        case words(String)
    }

    func message(in text: [UInt16]) -> String {
        switch reason {
        case .words(let words): "\(words) at \(place(in: text))"
        case .token where position >= text.count: "Unexpected end of JSON input"
        case .number: "Unexpected number in JSON at \(place(in: text))"
        case .string: "Unexpected string in JSON at \(place(in: text))"
        case .token: tokenMessage(in: text)
        }
    }

    private func tokenMessage(in text: [UInt16]) -> String {
        let whole = String(decoding: text, as: UTF16.self)
        if wholeTextsNamed.contains(whole) { return "\"\(whole)\" is not valid JSON" }
        let context = 10
        let token = String(decoding: text[position...position], as: UTF16.self)
        guard text.count > 2 * context else { return "Unexpected token '\(token)', \"\(whole)\" is not valid JSON" }
        let start = max(position - context, 0)
        let end = min(position + context, text.count)
        let excerpt = String(decoding: text[start..<end], as: UTF16.self)
        let before = position < context ? "" : "..."
        let after = position < text.count - context ? "..." : ""
        return "Unexpected token '\(token)', \(before)\"\(excerpt)\"\(after) is not valid JSON"
    }

    /// The position with line and column, both from 1; `\r\n` is one line end.
    private func place(in text: [UInt16]) -> String {
        var line = 1
        var lineStart = 0
        for index in 0..<position {
            let isReturn = text[index] == 0x0D
            if isReturn, index + 1 < text.count, text[index + 1] == 0x0A { continue }
            if isReturn || text[index] == 0x0A {
                line += 1
                lineStart = index + 1
            }
        }
        return "position \(position) (line \(line) column \(position - lineStart + 1))"
    }
}

/// Texts that V8 names whole because they are what JavaScript makes of a value that is no JSON.
private let wholeTextsNamed: Set<String> = ["NaN", "Infinity", "undefined", "[object Object]"]
