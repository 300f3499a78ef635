import JSON
import Testing

@Suite struct `The writer` {
    private let sample: JSONValue = .object([
        "a": .array([.integer(1), .object([:]), .array([])]), "b": .object(["c": .null]),
    ])

    @Test func `writes piece by piece what it writes of a tree`() throws {
        var writer = JSONWriter(style: .python)
        writer.beginObject()
        writer.key("images")
        writer.beginArray()
        writer.beginObject()
        writer.key("width")
        writer.integer(-1024)
        writer.key("ratio")
        writer.double(1.5)
        writer.endObject()
        writer.null()
        writer.bool(true)
        writer.endArray()
        writer.key("prompt")
        writer.string("say \"é\"")
        writer.key("more")
        writer.value(.array([.bool(false)]))
        writer.endObject()
        let expected =
            #"{"images":[{"width":-1024,"ratio":1.5},null,true],"prompt":"say \"é\"","more":[false]}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
        let bytes = try writer.finish()
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
        #expect(try written(try JSONParser.parse(bytes)) == expected)
    }

    @Test func `lays out as json.dumps does`() throws {
        var style = JSONStyle.python
        #expect(try written(sample, style) == #"{"a":[1,{},[]],"b":{"c":null}}"#)
        style.layout = .spaced
        #expect(try written(sample, style) == #"{"a": [1, {}, []], "b": {"c": null}}"#)
        style.layout = .indented
        let expected = """
            {
              "a": [
                1,
                {},
                []
              ],
              "b": {
                "c": null
              }
            }
            """
        #expect(try written(sample, style) == expected)
        #expect(try written(.array([]), style) == "[]")
    }

    @Test func `escapes quotes, backslashes and control characters only`() throws {
        let text = "\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}é日😀\u{2028}"
        #expect(try written(.string(text)) == #""\"\\/\b\f\n\r\t\u0000\u001f"# + "\u{7F}é日😀\u{2028}\"")
        #expect(try written(.object(["a\"b": .null])) == #"{"a\"b":null}"#)
    }

    @Test func `finds what to escape at every place of a string`() throws {
        for length in 1...40 {
            for place in 0..<length {
                let letters = (0..<length).map { $0 == place ? "\n" : "é" }.joined()
                let ascii = (0..<length).map { $0 == place ? "\"" : "x" }.joined()
                #expect(try JSONParser.parse(JSONWriter.write(.string(letters), style: .python)) == .string(letters))
                #expect(try JSONParser.parse(JSONWriter.write(.string(ascii), style: .python)) == .string(ascii))
            }
        }
    }

    @Test func `grows beyond the room it was given`() throws {
        var writer = JSONWriter(style: .javaScript, reservingCapacity: 1)
        writer.beginArray()
        for number in 0..<2_000 { writer.integer(number) }
        writer.string(String(repeating: "long ", count: 1_000))
        writer.endArray()
        guard case .array(let elements) = try JSONParser.parse(try writer.finish()) else {
            throw ParserTestError.notAnObject
        }
        #expect(elements.count == 2_001)
        #expect(elements[1_999] == .integer(1_999))
        #expect(elements[2_000] == .string(String(repeating: "long ", count: 1_000)))
    }

    @Test(arguments: [
        (JSONStyle.NonFiniteNumbers.literals, "[NaN,Infinity,-Infinity]"),
        (.strings, #"["nan","inf","-inf"]"#),
        (.null, "[null,null,null]"),
    ])
    func `writes numbers that are not finite as the style says`(
        choice: JSONStyle.NonFiniteNumbers,
        text: String
    ) throws {
        var style = JSONStyle.python
        style.nonFiniteNumbers = choice
        #expect(try written(.array([.double(.nan), .double(.infinity), .double(-.infinity)]), style) == text)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `refuses numbers that are not finite as a Python server does`(number: Double) {
        #expect(throws: JSONWriteError.nonFiniteNumber) { try written(.double(number), .python) }
    }

    @Test func `refuses lone surrogates as Python does and escapes them as JavaScript does`() throws {
        let value = try parse(#"["a\ud800\n\"\u00e9\ud83d\ude00",{"\udc00":1}]"#)
        #expect(throws: JSONWriteError.loneSurrogate) { try written(value) }
        #expect(try written(value, .javaScript) == #"["a\ud800\n\"é😀",{"\udc00":1}]"#)
        #expect(throws: JSONWriteError.loneSurrogate) { try written(try parse(#"{"\udc00":1}"#)) }
    }

    @Test func `names the first thing that cannot be written`() {
        var writer = JSONWriter(style: .python)
        writer.beginArray()
        #expect(writer.failure == nil)
        writer.value(.surrogateString([0xD800]))
        writer.double(.nan)
        #expect(writer.failure == .loneSurrogate)
    }
}
