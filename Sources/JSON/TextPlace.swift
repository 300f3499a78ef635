/// A place in UTF-8 text, counted in code points; a surrogate encoded in three bytes counts as one.
struct TextPlace {
    /// The number of code points before the place.
    var position = 0
    /// The line, from 1; only a line feed ends a line, as in CPython.
    var line = 1
    /// The column, from 1.
    var column = 1

    /// Finds the place of a byte index of the text.
    init(of index: Int, in text: ArraySlice<UInt8>) {
        for byte in text[..<index] where byte & 0xC0 != 0x80 {
            position += 1
            column += 1
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            }
        }
    }
}
