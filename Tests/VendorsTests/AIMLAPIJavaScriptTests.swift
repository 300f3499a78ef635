import JSON
import TestSupport
import Testing

@testable import Vendors

/// One text from `fixtures/aimlapi/json-syntax-cases.json` and what `JSON.parse` says about it.
struct SyntaxCase: CustomTestStringConvertible {
    let name: String
    let text: String
    /// Nil where the text is accepted.
    let message: String?

    var testDescription: String { name }

    static let all = Fixture.cases("aimlapi/json-syntax-cases.json").map { value in
        SyntaxCase(
            name: value.object.value("name").text,
            text: value.object.value("text").text,
            message: value.object["message"]?.text
        )
    }
}

struct `JavaScript's view of a body` {
    @Test(arguments: SyntaxCase.all)
    func `is worded as V8 words it`(_ syntaxCase: SyntaxCase) {
        #expect(JavaScriptSyntaxError(in: Array(syntaxCase.text.utf16))?.message == syntaxCase.message)
    }

    @Test func `knows deep nesting`() {
        let deep = Array(repeating: UInt16(0x5B), count: 100_000)
        #expect(JavaScriptSyntaxError(in: deep)?.message == "Unexpected end of JSON input")
    }
}
