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
        ("/dragon", "its closing slash is missing"), ("/(/", "unmatched ( or \\("),
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
        ("[^[:digit:]]z", "*z*"), ("a)|b", "*"), ("(a|(b|c))d", "*d*"), ("éa", "*a*"),
    ])
    func `that is a regular expression makes a glob necessary`(expression: String, glob: String) {
        #expect(Glob(necessaryFor: expression) == Glob(glob))
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
