/// The shortest decimal digits that read back as a given double: 0.d₁d₂…dₙ × 10^pointPosition.
///
/// Python's `repr` and JavaScript's `Number::toString` write the same digits, and so does Swift's `description`; they
/// differ only in where they put the point and when they turn to an exponent.
struct ShortestDecimal {
    /// The digits as ASCII; the first `count` of them are meant, neither the first nor the last of which is zero.
    private var digits = InlineArray<24, UInt8>(repeating: UInt8(ascii: "0"))
    /// The number of digits; none for zero.
    private(set) var count = 0
    /// How many digits stand before the decimal point, negative if zeros follow it first.
    private(set) var pointPosition = 0

    /// Finds the digits of a finite number's magnitude.
    init(_ number: Double) {
        var text = number.magnitude.description
        text.withUTF8 { read($0) }
        while count > 0, digits[count - 1] == UInt8(ascii: "0") { count -= 1 }
    }

    private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
        var index = 0
        var isFraction = false
        while index < text.count, text[index] != UInt8(ascii: "e") {
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: ".") {
                isFraction = true
                continue
            }
            if count > 0 || byte != UInt8(ascii: "0") {
                digits[count] = byte
                count += 1
                if !isFraction { pointPosition += 1 }
            } else if isFraction {
                pointPosition -= 1
            }
        }
        guard index + 2 < text.count else { return }
        var exponent = 0
        for byte in text[(index + 2)...] { exponent = exponent * 10 + Int(byte & 0x0F) }
        pointPosition += text[index + 1] == UInt8(ascii: "-") ? -exponent : exponent
    }

    /// Writes the digits of a range of places, with zeros for places after the last digit.
    func write(_ places: Range<Int>, to cursor: inout ByteCursor) {
        for place in places { cursor.put(place < count ? digits[place] : UInt8(ascii: "0")) }
    }
}
