import Testing

@testable import Scenarios

@Suite struct `A pattern` {
    @Test(arguments: [
        ("dragon", "Dragon", true), ("dragon", "a dragon", false), ("", "", true), ("", "x", false),
        ("*", "", true), ("*", "anything", true), ("*dragon*", "A green DRAGON sleeps", true),
        ("*dragon*", "drag on", false), ("a*", "abc", true), ("a*", "bac", false), ("*c", "abc", true),
        ("a*c", "abc", true), ("a*c", "ac", true), ("a*ba", "aba", true), ("a*aba", "aba", false),
        ("*ab*ab*", "abab", true), ("*ab*ab*", "aba", false), ("a?c", "abc", true), ("a?c", "ac", false),
        ("?", "é", true), ("?", "龍", true), ("??", "é", false), ("*龍", "緑の龍", true), ("É*", "étude", true),
        ("*?", "", false), ("*?x", "yx", true), ("a*?*c", "ac", false), ("a*?*c", "abc", true),
    ])
    func `is a glob that fits the whole text in any case`(pattern: String, text: String, fits: Bool) throws {
        #expect(try TextPattern(pattern).matches(text) == fits)
    }

    @Test(arguments: [
        ("/drag(on|oon)/", "a dragoon", true), ("/^dragon$/", "a dragon", false), ("/Dragon/", "dragon", false),
        ("/Dragon/i", "dragon", true), ("/[0-9]{3}/", "fig. 12", false), ("/[0-9]{3}/", "fig. 123", true),
        ("/a", "never", false),
    ])
    func `in slashes is a regular expression that may be found anywhere`(
        pattern: String,
        text: String,
        fits: Bool
    ) {
        #expect((try? TextPattern(pattern).matches(text)) ?? false == fits)
    }

    @Test(arguments: [
        ("/dragon", "its closing slash is missing"), ("/(/", "missing ): ("), ("/a)/", "unexpected ): a)"),
        ("/*a/", "no argument for repetition operator: *"),
        (#"/(a)\1/"#, #"there are no back references such as \1"#),
        (#"/\<a/"#, #"there is no \< and no \>; the edge of a word is \b"#),
        (#"/a\'/"#, #"there is no \` and no \'; the ends of the text are ^ and $"#),
        ("/a{,2}/", "{, has no least number; write {0,"), ("/a{1001}/", "invalid repetition size: {1001}"),
        ("/[[=a=]]/", "there are no [. .] and [= =] in brackets; write the character itself"),
        ("/[z-a]/", "invalid character class range: z-a"), ("/[a/", "missing ]: [a"),
        (#"/\q/"#, #"invalid escape sequence: \q"#),
        ("/((a{1,200}){1,200}){1,200}x/", "invalid repetition size: {1,200}"),
        ("/.{1000}.{1000}.{1000}.{1000}.{1000}.{1000}.{1000}.{1000}/", "pattern too large - compile failed"),
    ])
    func `that cannot be read says why`(pattern: String, reason: String) {
        #expect {
            try TextPattern(pattern)
        } throws: { error in
            (error as? TextPattern.Fault)?.reason == reason
        }
    }

    @Test(arguments: [
        ("drag(on|oon)", "*drag*"), ("^A cat$", "*a cat*"), ("[0-9]{3}", "*"), ("a.b", "*a*b*"), ("red|blue", "*"),
        ("ab?c", "*a*c*"), ("ab+c", "*a*c*"), ("ab{0,2}c", "*a*c*"), (#"a\.b\wc"#, "*a.b*c*"),
        ("[]|[:alpha:]x]y", "*y*"),
        ("[^[:digit:]]z", "*z*"), (#"a\)|b"#, "*"), (#"a\012b"#, "*a*b*"), (#"[a\]b]c"#, "*c*"), ("a{b", "*a{b*"),
        (#"a\*b"#, "*a*b*"), ("(a|(b|c))d", "*d*"), ("éa", "*a*"),
    ])
    func `that is a regular expression makes a glob necessary`(expression: String, glob: String) {
        #expect(Glob(necessaryFor: expression, ignoresCase: false) == Glob(glob))
    }

    @Test func `may be of a certain length`() throws {
        let (long, tooLong) = (String(repeating: "a", count: 3_998), String(repeating: "a", count: 1 << 20))
        #expect(try !TextPattern("/\(long)/").matches("b"))
        #expect(throws: TextPattern.Fault.self) { try TextPattern("/\(tooLong)/") }
        #expect(throws: TextPattern.Fault.self) { try TextPattern(tooLong) }
    }

    @Test func `does not fit a text that is too much work for it, and says so`() throws {
        let pattern = try TextPattern("/(a|b)*a(a|b){300}x/")
        var effort = SearchEffort()
        #expect(pattern.matches(String(repeating: "a", count: 301) + "x", &effort))
        #expect(!effort.isExhausted)
        #expect(!pattern.matches(String(repeating: "a", count: 1 << 20) + "x", &effort))
        #expect(effort.isExhausted)
        // A simple one fits texts that are a good deal longer.
        effort = SearchEffort()
        #expect(try TextPattern("/dragon$/").matches(String(repeating: "a", count: 900_000) + "dragon", &effort))
        #expect(!effort.isExhausted)
    }

    @Test func `spends what is there for all patterns of a call`() throws {
        var effort = SearchEffort(1_000)
        let pattern = try TextPattern("/[a-z]x/")
        var count = 0
        while pattern.matches("aaaaaaaaax", &effort) { count += 1 }
        #expect(effort.isExhausted)
        #expect((5..<25).contains(count))
    }

    @Test func `costs no more than the text is long times the stars there are`() throws {
        let text = String(repeating: "a", count: 20_000)
        #expect(try !TextPattern("*a*a*a*a*a*a*a*a*b").matches(text))
        #expect(try !TextPattern("*a?*a?*a?*b").matches(text))
    }
}

@Suite struct `The pairs of a text` {
    @Test func `hold those of every part of it, and lack those of most words that are not in it`() {
        let text = pairs("a lighthouse at the sea")
        #expect(["", "s", "house"].allSatisfy { pairs($0).isSubset(of: text) })
        #expect(["dragon", "castle", "unicorn", "robot"].allSatisfy { !pairs($0).isSubset(of: text) })
    }

    @Test(arguments: [("", true), ("s", true), ("se", false)])
    func `are none where it has less than two bytes`(text: String, isEmpty: Bool) {
        #expect(pairs(text).isEmpty == isEmpty)
    }

    private func pairs(_ text: String) -> PairSet {
        Array(text.utf8).withUnsafeBufferPointer(PairSet.init)
    }
}
