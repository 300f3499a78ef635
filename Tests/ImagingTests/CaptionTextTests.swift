import Testing

@testable import Imaging

@Suite struct CaptionTextTests {
    @Test(
        arguments: [
            ("two  spaces\tand\nlines\r\n", "two spaces and lines"),
            ("\u{0}\u{1B}[31mred\u{7F}\u{85}", "[31mred"),
            (" \u{A0}a\u{3000}b\u{2028}c ", "a b c"),
            ("soft\u{AD}hyphen\u{200B}\u{FEFF}\u{202E}!", "softhyphen!"),
            (" \n\t", ""),
        ]
    )
    func `white space and controls are single spaces, and what has no look is passed over`(text: String, shown: String)
    {
        #expect(read(text) == shown)
    }

    @Test(
        arguments: [
            ("e\u{301}", "\u{E9}"), ("A\u{30A}", "\u{C5}"), ("о\u{306}", "о"), ("и\u{306}", "\u{439}"),
            ("か\u{3099}", "が"), ("a\u{302}\u{301}", "\u{1EA5}"), ("\u{1112}\u{1161}\u{11AB}", "한"),
        ]
    )
    func `a letter and its accent are one character where there is one`(text: String, shown: String) {
        #expect(read(text).unicodeScalars.elementsEqual(shown.unicodeScalars))
    }

    @Test func `other marks are laid over their letter, at most three of them`() throws {
        #expect(cells("q\u{301}").map(\.marks.count) == [1])
        #expect(cells("a" + String(repeating: "\u{334}\u{35C}", count: 5_000) + "b").map(\.marks.count) == [3, 0])
        #expect(cells("ที่").map(\.marks.count) == [2])
        #expect(cells("q\u{301}").advance == cells("q").advance)
    }

    @Test func `marks with nothing before them lie over a circle of dots`() {
        #expect(read("\u{334}a") == "\u{25CC}a")
        #expect(cells("\u{334}a").map(\.marks.count) == [1, 0])
    }

    @Test(arguments: ["\u{E000}", "\u{FFFF}", "\u{12000}", "\u{378}", "\u{20000}"])
    func `a character without a glyph is a box`(text: String) {
        #expect(cells("a\(text)b").map(\.glyph) == [Glyph("a"), .box, Glyph("b")])
    }

    @Test func `an emoji sequence is its parts`() {
        #expect(read("👩‍🚀❤️") == "👩🚀❤")
    }

    @Test(
        arguments: [
            // Beh: alone, and at the beginning, in the middle and at the end of a word.
            ("ب", "\u{FE8F}"), ("ببب", "\u{FE91}\u{FE92}\u{FE90}"),
            // Dal joins only what is before it.
            ("ددب", "\u{FEA9}\u{FEA9}\u{FE8F}"), ("بد", "\u{FE91}\u{FEAA}"),
            // Lam and alef are one sign.
            ("لا", "\u{FEFB}"), ("بلا", "\u{FE91}\u{FEFC}"),
            // A vowel sign does not part letters, a space and a non-joiner do.
            ("ب\u{64E}ب", "\u{FE91}\u{FE90}"), ("ب ب", "\u{FE8F} \u{FE8F}"), ("ب\u{200C}ب", "\u{FE8F}\u{FE8F}"),
            ("بـ", "\u{FE91}ـ"), ("پی", "\u{FB58}\u{FBFD}"),
        ]
    )
    func `Arabic letters have the forms of their places in a word`(text: String, forms: String) {
        #expect(cells(text).map(\.glyph) == forms.unicodeScalars.map { Glyph($0) })
    }

    @Test(
        arguments: [
            ("abc", "abc"), ("שלום", "םולש"), ("a שלום b", "a םולש b"), ("שלום 12:30", "12:30 םולש"),
            ("(שלום) עולם", "םלוע (םולש)"), ("שלום!", "!םולש"), ("שלום abc, עולם", "םלוע ,abc םולש"),
            ("see שלום עולם (two words)", "see םלוע םולש (two words)"), ("א1ב", "ב1א"), ("1 2", "1 2"),
        ]
    )
    func `text that is written from right to left stands so`(text: String, visual: String) {
        #expect(string(BidirectionalOrder.visual(cells(text))) == visual)
    }

    private func read(_ text: String) -> String {
        string(cells(text))
    }

    private func cells(_ text: String) -> [Cell] {
        var reader = CellReader(text)
        var cells: [Cell] = []
        while let cell = reader.read() { cells.append(cell) }
        return cells
    }
}

/// The characters of cells, without their marks.
func string(_ cells: [Cell]) -> String {
    var text = String.UnicodeScalarView()
    for cell in cells { text.append(cell.scalar) }
    return String(text)
}
