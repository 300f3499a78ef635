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

    @Test func `costs no more than the text is long times the stars there are`() throws {
        let text = String(repeating: "a", count: 20_000)
        #expect(try !TextPattern("*a*a*a*a*a*a*a*a*b").matches(text))
        #expect(try !TextPattern("*a?*a?*a?*b").matches(text))
    }
}
