import JSON
import Testing

@Suite struct `A configuration file` {
    private func parse(_ text: String) throws(SourceDiagnostic) -> JSON5Node {
        try JSON5Parser.parse(Array(text.utf8), file: "config.json")
    }

    @Test func `may have comments, trailing commas, bare keys and single quotes`() throws {
        let node = try parse(
            """
            // the port
            {
              port: 8080, /* in
                 two lines */
              'host': 'it''s',
              "rates": [0.5, -1e3, true, null,],
              $nested_1: { "a": "\\u00e9\\ud83d\\ude00\\'\\n" },
            } // end
            """.replacing("it''s", with: "it\"s")
        )
        let expected: JSONObject = [
            "port": .integer(8080), "host": .string("it\"s"),
            "rates": .array([.double(0.5), .double(-1000), .bool(true), .null]),
            "$nested_1": .object(["a": .string("é😀'\n")]),
        ]
        #expect(node.value == .object(expected))
    }

    @Test func `may be plain JSON with a byte order mark`() throws {
        let node = try JSON5Parser.parse([0xEF, 0xBB, 0xBF] + Array(#"{"a":[1]}"#.utf8), file: "config.json")
        #expect(node.value == .object(["a": .array([.integer(1)])]))
        #expect(node.location == SourceLocation(line: 1, column: 1))
    }

    @Test func `knows where every key and value stands`() throws {
        let node = try parse("{\n  é: 1".replacing("é", with: "\"é😀\"") + ",\r\n\tb: [true, {}]\n}")
        guard case .object(let members) = node.content else { throw ParserTestError.notAnObject }
        #expect(members[0].keyLocation == SourceLocation(line: 2, column: 3))
        #expect(members[0].value.location == SourceLocation(line: 2, column: 9))
        #expect(members[1].keyLocation == SourceLocation(line: 3, column: 2))
        guard case .array(let elements) = members[1].value.content else { throw ParserTestError.notAnObject }
        #expect(elements[0].location == SourceLocation(line: 3, column: 6))
        #expect(elements[1].location == SourceLocation(line: 3, column: 12))
        #expect(node["b"]?.kindName == "an array")
        #expect(node["c"] == nil)
    }

    @Test(arguments: [
        ("", #"1:1: expected a value, found the end of the file"#),
        ("{\n  a: 1\n  b: 2\n}", #"3:3: expected a comma or } after a value, found "b""#),
        (
            "{\n  a: [1\n",
            #"3:1: expected a comma or ] after an element, found the end of the file; what line 2 opens is not closed"#
        ),
        ("{a 1}", #"1:4: expected a colon after the key "a", found "1""#),
        ("{1: 2}", #"1:2: expected a key, found "1""#),
        ("{,}", #"1:2: expected a key, found ",""#),
        ("[1,,2]", #"1:4: expected a value, found ",""#),
        ("{a: 1,\n a: 2}", #"2:2: the key "a" is written twice, first on line 1"#),
        ("[yes]", #"1:2: expected a value, found "yes"; a string needs quotes"#),
        ("[0x10]", #"1:2: expected a value, found "0x10"; numbers are written as in JSON, such as 12, -0.5 or 1e6"#),
        ("[.5]", #"1:2: expected a value, found ".5"; numbers are written as in JSON, such as 12, -0.5 or 1e6"#),
        ("[99999999999999999999]", #"1:2: the number is too large"#),
        ("[1e999]", #"1:2: the number is too large"#),
        ("['abc\n']", #"1:2: this string is not closed with ' on its line"#),
        ("[\"abc", #"1:2: this string is not closed with " on its line"#),
        ("['a\tb']", #"1:4: a control character in a string is written as an escape, such as \t or \u0000"#),
        (#"["C:\data"]"#, #"1:5: there is no such escape; a backslash itself is written \\"#),
        (#"["\u12"]"#, #"1:3: four hexadecimal digits belong after \u"#),
        (#"["\ud800"]"#, #"1:3: this escape is half of a surrogate pair and needs its other half"#),
        ("/* {}", #"1:1: this comment is not closed with */"#),
        ("# {}", ##"1:1: expected a value, found "#""##),
        ("{} /x", #"1:4: a comment begins with // or /*"#),
        ("{} {}", #"1:4: expected the end of the file after its value, found "{""#),
        ("[\u{A0}1]", #"1:2: expected a value, found the invisible character U+00A0"#),
        ("[1 ‘a’]", #"1:4: expected a comma or ] after an element, found "‘""#),
    ])
    func `is refused with the place and what was expected`(text: String, message: String) {
        #expect("\(diagnostic(of: Array(text.utf8)))" == "config.json:\(message)")
    }

    @Test func `is refused if it is not UTF-8, at the first byte that is not`() {
        let message = "config.json:2:2: the file is not valid UTF-8 here"
        #expect("\(diagnostic(of: Array("[\n1".utf8) + [0xFF, 0x5D]))" == message)
        #expect("\(diagnostic(of: Array("[\n\"".utf8) + [0xED, 0xA0, 0x80, 0x22, 0x5D]))" == message)
    }

    @Test func `is refused if it nests too deep`() {
        let text = String(repeating: "[", count: 101)
        #expect("\(diagnostic(of: Array(text.utf8)))" == "config.json:1:101: nested deeper than 100 levels")
    }

    private func diagnostic(of bytes: [UInt8]) -> String {
        do throws(SourceDiagnostic) {
            return "accepted as \(try JSON5Parser.parse(bytes, file: "config.json").value)"
        } catch {
            return "\(error)"
        }
    }
}
