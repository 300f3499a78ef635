/// One character of a text as it is set: a glyph, and the marks laid over it.
struct Cell {
    /// The character, composed and without its marks.
    var scalar: Unicode.Scalar
    var glyph: Glyph
    /// The marks, centred on the glyph; at most `markLimit`.
    var marks: [Glyph] = []

    /// The most marks that are drawn over one character: living languages need no more, and heaped higher they are a
    /// blot.
    static let markLimit = 3

    /// How far the next character is, in pixels of the font.
    var advance: Int { glyph.advance }

    var isSpace: Bool { scalar == " " }

    /// Whether a line may end with this character and the next begin with another: after spaces and hyphens, and
    /// between the characters of scripts that have no spaces, though not before a closing nor after an opening one.
    func mayBreak(before next: Cell) -> Bool {
        if next.isSpace { return false }
        if isSpace { return true }
        if scalar == "-" { return next.scalar.properties.isAlphabetic }
        return (scalar.isIdeographic || next.scalar.isIdeographic) && !scalar.opens && !next.scalar.closes
    }
}

extension Unicode.Scalar {
    /// Whether it is written without spaces and as wide as high: ideographs, kana, their punctuation, and emoji.
    fileprivate var isIdeographic: Bool {
        switch value {
        case 0x2E80...0x312F, 0x31A0...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF, 0x1F000...0x3FFFF:
            true
        default: false
        }
    }

    /// Whether it belongs to what comes before it: closing brackets, commas and stops, small and repeating kana (a
    /// selection of JIS X 4051, 6.1).
    fileprivate var closes: Bool {
        switch self {
        case "、", "。", "，", "．", "：", "；", "！", "？", "）", "］", "｝", "〉", "》", "」", "』", "】", "〕", "・", "ー",
            "々", "ぁ", "ぃ", "ぅ", "ぇ", "ぉ", "っ", "ゃ", "ゅ", "ょ", "ァ", "ィ", "ゥ", "ェ", "ォ", "ッ", "ャ", "ュ", "ョ",
            ",", ".", ":", ";", "!", "?", ")", "]", "}", "…", "”", "’", "%":
            true
        default: false
        }
    }

    /// Whether it belongs to what comes after it: opening brackets.
    fileprivate var opens: Bool {
        switch self {
        case "（", "［", "｛", "〈", "《", "「", "『", "【", "〔", "(", "[", "{", "“", "‘": true
        default: false
        }
    }
}
