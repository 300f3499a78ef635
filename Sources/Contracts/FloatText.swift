/// How pydantic reads a float from a string: as Rust's `f64::from_str` does (pydantic-core 2.50,
/// `src/input/shared.rs`).
///
/// Blanks around the number are dropped, or else single underscores inside it, but not both.
enum FloatText {
    static func read(_ text: String) -> Double? {
        var text = text
        return text.withUTF8 { bytes in
            if let number = plain(trimmingWhitespace(bytes[...])) { return number }
            guard bytes.contains(underscore), mayDropUnderscores(bytes) else { return nil }
            return plain(bytes.filter { $0 != underscore })
        }
    }

    /// A sign at most, then `inf`, `infinity` or `nan` in any case, or decimal digits with an optional point and
    /// exponent.
    private static func plain(_ bytes: some BidirectionalCollection<UInt8>) -> Double? {
        let isSigned = bytes.first == plus || bytes.first == minus
        let unsigned = isSigned ? bytes.dropFirst() : bytes[...]
        guard isDecimal(unsigned) || isSpecial(unsigned) else { return nil }
        return Double(String(decoding: bytes, as: UTF8.self))
    }

    private static func isSpecial(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        guard bytes.count == 3 || bytes.count == 8 else { return false }
        let lower = bytes.map { $0 | 0x20 }
        return ["inf", "nan", "infinity"].contains { lower.elementsEqual($0.utf8) }
    }

    private static func isDecimal(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        let mantissa = bytes.prefix { isDigit($0) || $0 == point }
        let points = mantissa.count { $0 == point }
        guard points < 2, mantissa.count > points else { return false }
        var rest = bytes[mantissa.endIndex...]
        guard let mark = rest.popFirst() else { return true }
        guard mark | 0x20 == 0x65 else { return false }
        if rest.first == plus || rest.first == minus { rest.removeFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }
}
