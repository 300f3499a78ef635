import CCaptionFont

/// The looks of an Arabic letter, which joins its neighbours in a word.
struct ArabicForms {
    private let isolated: Int
    private let final: Int
    private let initial: Int
    private let medial: Int

    /// Looks a letter up; nil for what does not join.
    init?(_ scalar: Unicode.Scalar) {
        // A stroke that lengthens a word looks the same everywhere.
        if scalar == "\u{640}" {
            (isolated, final, initial, medial) = (0x640, 0x640, 0x640, 0x640)
            return
        }
        let code = Int(scalar.value)
        guard (0x600..<0x900).contains(code) else { return nil }
        let table = FontTable(caption_font_arabic_forms(), recordLength: 10)
        guard let record = table.last(where: { $0.short(0) <= code }), record.short(0) == code else { return nil }
        isolated = record.short(2)
        final = record.short(4)
        initial = record.short(6)
        medial = record.short(8)
    }

    /// Whether it joins the letter after it, when that joins backwards.
    var joinsForward: Bool { initial != 0 }

    /// Whether it joins the letter before it, when that joins forwards.
    var joinsBackward: Bool { final != 0 }

    /// The form to show between its neighbours; nil to show the letter itself.
    func form(joinedBefore: Bool, joinedAfter: Bool) -> Unicode.Scalar? {
        let code =
            switch (joinedBefore, joinedAfter) {
            case (false, false): isolated
            case (true, false): final
            case (false, true): initial
            case (true, true): medial
            }
        return code == 0 ? nil : Unicode.Scalar(UInt16(code))
    }

    /// The one sign that lam and an alef after it are written as; nil for other letters.
    static func ligature(lamWith alef: Unicode.Scalar, joinedBefore: Bool) -> Unicode.Scalar? {
        switch alef {
        case "\u{622}": joinedBefore ? "\u{FEF6}" : "\u{FEF5}"
        case "\u{623}": joinedBefore ? "\u{FEF8}" : "\u{FEF7}"
        case "\u{625}": joinedBefore ? "\u{FEFA}" : "\u{FEF9}"
        case "\u{627}": joinedBefore ? "\u{FEFC}" : "\u{FEFB}"
        default: nil
        }
    }
}
