import Printing
import Testing

@Suite struct `Printable text` {
    @Test(arguments: [
        ("a\nb", #"a\nb"#), ("a\r\nb", #"a\r\nb"#), ("\t", #"\t"#), ("\0", #"\u{0}"#),
        ("\u{1B}[31m", #"\u{1b}[31m"#), ("\u{7F}", #"\u{7f}"#), ("\u{80}", #"\u{80}"#), ("\u{9B}2J", #"\u{9b}2J"#),
        ("\u{2028}\u{2029}", #"\u{2028}\u{2029}"#), ("\u{202E}cba", #"\u{202e}cba"#), ("\u{2066}", #"\u{2066}"#),
        ("\u{200F}", #"\u{200f}"#), ("\u{61C}", #"\u{61c}"#), ("e\u{301}\u{1B}", "e\u{301}" + #"\u{1b}"#),
    ])
    func `escapes what a terminal obeys`(text: String, expected: String) {
        #expect(escaped(text) == expected)
        #expect(PrintableText("<\(text)>\n").description == "<\(expected)>\n")
    }

    @Test(arguments: ["a cat", "Grüße", "猫", "👩‍👩‍👧", "שלום", #"a\b"#, "\u{A0}", "€"])
    func `leaves all other text as it is`(text: String) {
        #expect(escaped(text) == text)
        #expect(escaped(bytes: Array(text.utf8)) == text)
    }

    @Test func `keeps the line feeds of its own alone`() {
        let name = "x\n200 GET fal.run/"
        #expect(PrintableText("one \(name)\ntwo\n").description == "one x\\n200 GET fal.run/\ntwo\n")
        #expect(PrintableText(lines: "one\n\u{1B}two\n").description == "one\n\\u{1b}two\n")
    }

    @Test func `is not escaped twice`() {
        let inner: PrintableText = "\("\u{1B}")\n"
        #expect(PrintableText("\(inner)\(inner)").description == "\\u{1b}\n\\u{1b}\n")
        #expect([inner, inner].joined() == inner + inner)
    }

    @Test(
        arguments: [
            ([0x9B, 0x41], #"\x9bA"#), ([0x41, 0xC3], #"A\xc3"#), ([0xE2, 0x82, 0x41], #"\xe2\x82A"#),
            ([0xFF, 0xFE], #"\xff\xfe"#), ([0xC2, 0x9B], #"\u{9b}"#), ([0xC0, 0x8A], #"\xc0\x8a"#),
            ([0xE2, 0x82, 0xAC], "€"),
        ] as [([UInt8], String)]
    )
    func `shows bytes that are no UTF-8`(bytes: [UInt8], expected: String) {
        #expect(escaped(bytes: bytes) == expected)
    }

    @Test(arguments: [
        ("{\"a\":\"\u{9B}2J\u{7F}\"}\n", "{\"a\":\"\\u009b2J\\u007f\"}\n"), ("\"\u{202E}\"", #""\u202e""#),
        ("\"é\"", "\"é\""), ("{\n  \"a\": 1\n}", "{\n  \"a\": 1\n}"),
    ])
    func `escapes in JSON as JSON does`(json: String, expected: String) {
        #expect(printableJSON(json) == expected)
    }
}
