import Simulation
import Testing

@testable import Scenarios

@Suite struct `The glob that an expression makes necessary` {
    /// Pieces of expressions: everything that POSIX, RE2 and Perl give a meaning of its own, and plain characters.
    private static let expressionParts = [
        "a", "b", "ab", "A", "B", "c", "1", " ", ".", "a?", "b*", "ab+", "(a|b)", "(ab|c)", "(a)?", "(ab)*",
        "((a)|b|)c",
        "[ab]", "[^a]", "[]a]", "[^]b]", #"[a\]"#, "[a|b]", "[(]", "[[:alpha:]]", "[[:digit:]a]", "[[=a=]]", "[[.b.]]",
        "a{0}", "a{2}", "b{0,1}", "b{,2}", "a{1,}", "(a|b){1,2}", "(c){0}", #"\."#, #"\?"#, #"\("#, #"\)"#, #"\["#,
        #"\{"#, #"\|"#, #"\\"#, #"\w"#, #"\W"#, #"\s"#, #"\S"#, #"\b"#, #"\B"#, #"\<"#, #"\>"#, #"\`"#, #"\'"#, #"\a"#,
        #"(a)\1"#, #"(a|b)c\1"#, #"\1"#, "^", "$", "|", ")", "]", "}", "{", "é", "É", "é?", "ß", "\u{212A}", "a**",
        "b+?", #"\d"#, #"\D"#, #"\x41"#, #"\x{62}"#, #"\012"#, #"\0"#, #"\n"#, #"\t"#, #"[\w]"#, #"[\]]"#, #"[^\]a]"#,
        #"[\d-]"#,
        "(?i)", "(?:a)", "(?i:b)", #"\Qa*\E"#, "a*?", "(a|b)+?", "s", "k", "S", "K", "st", "a{", "a{01}", "a{1", "{2}",
        "[a-c]",
        "[[:^alpha:]]", "[[:x]", #"\pL"#, #"\A"#, #"\z"#, "()", "(|a)", "*", "?", #"\*"#, #"\-"#, #"\_"#, #"\é"#,
    ]
    private static let textParts = [
        "a", "b", "ab", "A", "B", "AB", "c", "C", "1", " ", ".", "?", "(", ")", "[", "]", "{", "}", "|", #"\"#, "é",
        "É",
        "aa", "bb", "ſ", "s", "S", "K", "st", "\n", "*", "A*", "/", "_", "-", "{1", "b{", "ß", "ẞ", "\u{212A}", "k",
        "İ", "e\u{301}", "a{0}",
    ]

    /// Some parts in a row, drawn.
    private func row(of parts: [String], _ draw: Draw) -> String {
        let count = 1 + draw.number("count", below: 5)
        return (0..<count).map { parts[Int(draw.number("part", below: UInt64(parts.count), $0))] }.joined()
    }

    @Test func `never refuses what the expression is found in`() throws {
        let draw = Draw(serverSeed: 1)
        let texts = (0..<30).map { FoldedText(row(of: Self.textParts, draw.branch("text", $0))) }
        var (found, refused) = (0, 0)
        for number in 0..<600 as Range<UInt64> {
            let source = row(of: Self.expressionParts, draw.branch("expression", number))
            for ignoresCase in [false, true] {
                let glob = Glob(necessaryFor: source, ignoresCase: ignoresCase)
                guard let expression = try? RegularExpression(source, ignoresCase: ignoresCase) else { continue }
                for text in texts {
                    let fits = glob.matches(text)
                    if !fits { refused += 1 }
                    guard expression.isFound(in: text.text) else { continue }
                    found += 1
                    if !fits { Issue.record("\(source) is found in \(text.text)") }
                }
            }
        }
        // Neither is rare, or this would say nothing.
        #expect(found > 1_000)
        #expect(refused > 1_000)
    }
}
