import Testing

@testable import Imaging

/// How a text is broken into lines, in widths of the letter n.
@Suite struct CaptionLineTests {
    private let letter = Glyph("n")?.advance ?? 0

    @Test(
        arguments: [
            ("nnn nnn nnn", 8, ["nnn nnn", "nnn"]),
            ("nnn nnn nnn", 20, ["nnn nnn nnn"]),
            ("nnnn-nnnn", 6, ["nnnn-", "nnnn"]),
            ("nnnnnnnnnn", 4, ["nnnn", "nnnn", "nn"]),
            ("nn nnnnnnnn", 4, ["nn", "nnnn", "nnnn"]),
            ("nnnn   nnnn", 4, ["nnnn", "nnnn"]),
            ("nnnn ", 4, ["nnnn"]),
        ]
    )
    func `lines end between words, or in a word that is too long`(text: String, letters: Int, lines: [String]) {
        #expect(broken(text, width: letters * letter) == lines)
    }

    @Test(
        arguments: [
            ("山水山水山水", 4, ["山水山水", "山水"]),
            ("山水山、山水", 3, ["山水", "山、山", "水"]),
            ("山「水」", 2, ["山", "「水", "」"]),
            ("山サッカー", 2, ["山", "サッ", "カー"]),
            ("n山", 1, ["n", "山"]),
        ]
    )
    func `ideographs part anywhere but before closing and after opening signs`(
        text: String,
        wide: Int,
        lines: [String]
    ) {
        #expect(broken(text, width: wide * 16) == lines)
    }

    @Test(
        arguments: [
            ("nnn nnn", 7, "nnn nnn"), ("nnn nnn nnn", 7, "nnn n…"), ("nnnn n nnnnn", 7, "nnnn…"),
            ("", 5, ""), ("nnn \n", 3, "nnn"),
        ]
    )
    func `the last line ends with an ellipsis when there is more`(text: String, letters: Int, line: String) throws {
        var flow = TextFlow(text)
        let cells = flow.lastLine(width: letters * letter)
        #expect(string(cells) == line)
        #expect(cells.advance <= letters * letter)
    }

    @Test func `no more is read than a line can hold`() {
        let endless = String(repeating: "n n\u{301}\u{334} ", count: 1_000)
        var flow = TextFlow(endless)
        #expect(flow.line(width: 50 * letter).count <= 75)
        #expect(!flow.isAtEnd)
    }

    private func broken(_ text: String, width: Int) -> [String] {
        var flow = TextFlow(text)
        var lines: [String] = []
        while !flow.isAtEnd, lines.count < 10 {
            let cells = flow.line(width: width)
            #expect(cells.advance <= width)
            lines.append(string(cells))
        }
        return lines
    }
}
