import Testing

@testable import Imaging

@Suite struct CaptionFontTests {
    @Test func `every printable ASCII character has a glyph`() throws {
        for code in 0x21...0x7E {
            let glyph = try #require(Glyph(Unicode.Scalar(UInt8(code))))
            #expect(!glyph.isMark && (1...16).contains(glyph.advance))
            #expect(ink(glyph) > 0, "U+\(String(code, radix: 16))")
        }
        #expect(ink(try #require(Glyph(" "))) == 0)
    }

    @Test(
        arguments: [
            "Latin": "ÀéîõüÿçñßæøåÐþŁőűşțžđħĲŒƒǅ ạắẵỡỹ",
            "Cyrillic": "АБВабвёЁЙйЎіїєґЖщъыэюяћџ",
            "Greek": "ΑΩαβγδελςσωάϊΰἀ",
            "Hangul": "가힣한국어그림고양이",
            "Chinese": "一龥黄昏山水畫龍龜",
            "Japanese": "あいうゔアヴー々〆「」、。ｱ",
            "Hebrew and Arabic": "אבגשת ابتثجچپژگی٣",
            "South Asian": "कखगঅআதமிతెകമසිไทยລາວ",
            "other": "ႠაბԱբአማᐃꀀ",
            "signs": "…—–“”‘’«»•·×÷½€£¥™©®°→∞∑√≤",
            "emoji": "😀🦊🚀🎨🏔🪐❤☀",
        ]
    )
    func `the scripts of living languages are drawn and not boxed`(script: String, text: String) {
        for scalar in text.unicodeScalars where scalar != " " {
            #expect(Glyph(scalar).map(ink) ?? 0 > 0, "\(script) U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func `all of kana, Hangul and the common ideographs are drawn`() {
        for range in [0x3041...0x3096, 0x30A1...0x30FA, 0xAC00...0xD7A3, 0x4E00...0x9FFC] {
            #expect(range.allSatisfy { Unicode.Scalar(UInt32($0)).flatMap(Glyph.init) != nil })
        }
    }

    @Test(arguments: ["\u{E000}", "\u{FFFF}", "\u{378}", "\u{12000}", "\u{3400}", "\u{20000}", "\u{10FFFF}", "\u{7F}"])
    func `what the font does not know has no glyph`(scalar: Unicode.Scalar) {
        #expect(Glyph(scalar) == nil)
    }

    @Test func `the box is hollow and as high as a capital letter`() throws {
        let rows = Glyph.rows.map { Glyph.box.bits(row: $0, in: Glyph.bitmaps).nonzeroBitCount }
        #expect(rows.filter { $0 > 0 } == [6] + Array(repeating: 2, count: 9) + [6])
        let capital = try #require(Glyph("H"))
        let isInked = { (glyph: Glyph) in Glyph.rows.map { glyph.bits(row: $0, in: Glyph.bitmaps) != 0 } }
        #expect(isInked(Glyph.box) == isInked(capital))
    }

    @Test func `letters stand on one baseline in every script`() throws {
        for scalar: Unicode.Scalar in ["H", "Ж", "Σ", "ა"] {
            let glyph = try #require(Glyph(scalar))
            #expect(glyph.bits(row: -1, in: Glyph.bitmaps) != 0, "\(scalar)")
        }
        for scalar: Unicode.Scalar in ["H", "Ж", "Σ"] {
            #expect(try #require(Glyph(scalar)).bits(row: 0, in: Glyph.bitmaps) == 0, "\(scalar)")
        }
    }

    /// How many pixels a glyph has.
    private func ink(_ glyph: Glyph) -> Int {
        Glyph.rows.reduce(0) { $0 + glyph.bits(row: $1, in: Glyph.bitmaps).nonzeroBitCount }
    }
}
