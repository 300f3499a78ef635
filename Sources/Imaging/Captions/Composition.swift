import CCaptionFont

extension Unicode.Scalar {
    /// The one character that this and the next are canonically equivalent to; nil when there is none.
    func composed(with next: Unicode.Scalar) -> Unicode.Scalar? {
        composedSyllable(with: next) ?? composedPair(with: next)
    }

    private func composedPair(with next: Unicode.Scalar) -> Unicode.Scalar? {
        guard value < 0x10000, (0x300..<0x3100).contains(next.value) else { return nil }
        let key = Int(value) << 16 | Int(next.value)
        let table = FontTable(caption_font_compositions(), recordLength: 6)
        guard let record = table.last(where: { $0.short(0) << 16 | $0.short(2) <= key }),
            record.short(0) << 16 | record.short(2) == key
        else { return nil }
        return Unicode.Scalar(UInt16(record.short(4)))
    }

    /// Composes a Hangul syllable of a leading consonant and a vowel, or of both and a trailing consonant (The Unicode
    /// Standard, 3.12, "Hangul Syllable Composition").
    private func composedSyllable(with next: Unicode.Scalar) -> Unicode.Scalar? {
        switch (value, next.value) {
        case (0x1100..<0x1113, 0x1161..<0x1176):
            Unicode.Scalar(0xAC00 + ((value - 0x1100) * 21 + next.value - 0x1161) * 28)
        case (0xAC00..<0xD7A4, 0x11A8..<0x11C3) where (value - 0xAC00) % 28 == 0:
            Unicode.Scalar(value + next.value - 0x11A7)
        default: nil
        }
    }
}
