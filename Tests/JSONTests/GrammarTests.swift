import JSON
import Testing

@Suite struct `The grammar` {
    @Test(arguments: fixtureCases("grammar-cases.json"))
    func `accepts and refuses what RFC 8259 and CPython do`(example: FixtureCase) throws {
        let outcome = try #require(example.text("outcome"))
        let error = failure(of: example.document)
        #expect((error == nil) == outcome.hasPrefix("accepted"), "\(String(describing: error))")
    }

    @Test(arguments: fixtureCases("cpython-errors.json"))
    func `is refused with CPython's words and place`(example: FixtureCase) throws {
        let expected = try #require(example.object("error"))
        let error = try #require(failure(of: example.document))
        #expect("\(error.kind)" == expected.text("kind"))
        if let message = expected.text("message") { #expect(error.message == message) }
        if let offset = expected.number("byteOffset") { #expect(error.byteOffset == offset) }
        if let position = expected.number("position") {
            #expect(error.position == position)
            #expect(error.line == expected.number("line"))
            #expect(error.column == expected.number("column"))
        }
    }

    @Test(arguments: fixtureCases("cpython-values.json"))
    func `gives the values that CPython reads`(example: FixtureCase) throws {
        var style = JSONStyle.python
        style.nonFiniteNumbers = .literals
        let value = try JSONParser.parse(example.document)
        let compact = try? JSONWriter.write(value, style: style)
        #expect(compact == example.bytes("compact"))
        style.layout = .spaced
        let spaced = try? JSONWriter.write(value, style: style)
        #expect(spaced == example.bytes("rewritten"))
    }

    @Test func `refuses NaN and the infinities on request`() {
        let strict = JSONParser(allowsNonFiniteLiterals: false)
        for literal in ["NaN", "Infinity", "-Infinity"] {
            let error = failure(of: Array("[\(literal)]".utf8), by: strict)
            #expect(error?.description == "Expecting value: line 1 column 2 (char 1)")
        }
    }

    @Test(arguments: ["[", #"{"a":"#])
    func `allows as many levels as the limit says and no more`(opening: String) throws {
        let closing = opening == "[" ? "]" : "}"
        let inside = opening == "[" ? "" : "1"
        func document(_ levels: Int) -> [UInt8] {
            let text = String(repeating: opening, count: levels) + inside + String(repeating: closing, count: levels)
            return Array(text.utf8)
        }
        let limited = JSONParser(maximumDepth: 5)
        #expect(failure(of: document(5), by: limited) == nil)
        let error = try #require(failure(of: document(6), by: limited))
        #expect(error.kind == .tooDeep)
        #expect(error.byteOffset == 5 * opening.utf8.count)
    }

    @Test func `allows as many digits as the limit says and no more`() {
        let limited = JSONParser(maximumIntegerDigits: 3)
        #expect(failure(of: Array("-999".utf8), by: limited) == nil)
        #expect(failure(of: Array("1000.5".utf8), by: limited) == nil)
        #expect(failure(of: Array("-1000".utf8), by: limited)?.kind == .integerTooLong)
    }
}
