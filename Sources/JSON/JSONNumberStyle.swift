/// How numbers are written.
public enum JSONNumberStyle: Sendable, Hashable {
    /// As Python's `repr`: `20.0`, `4.5`, `1e+16`, `1e-05`.
    case python
    /// As JavaScript's `Number::toString` (ECMA-262 §6.1.6.1.20): `20`, `4.5`, `10000000000000000`, `0.00001`, `1e-7`.
    ///
    /// Every JavaScript number is a double, so an integer beyond 2^53 is written as the nearest double.
    case javaScript

    /// The number as text; a number that is not finite reads as the language prints it, `nan` or `NaN`.
    public func text(of number: Double) -> String {
        guard number.isFinite else {
            let names = self == .python ? ("nan", "inf") : ("NaN", "Infinity")
            if number.isNaN { return names.0 }
            return number < 0 ? "-" + names.1 : names.1
        }
        return String(unsafeUninitializedCapacity: Self.maximumLength) { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            var cursor = ByteCursor(next: start)
            write(number, to: &cursor)
            return cursor.next - start
        }
    }

    /// No finite number takes more bytes; the longest are those like -0.0000012345678901234567.
    static let maximumLength = 32

    /// Writes a finite number.
    func write(_ number: Double, to cursor: inout ByteCursor) {
        if number.sign == .minus, self == .python || number != 0 { cursor.put(UInt8(ascii: "-")) }
        let magnitude = number.magnitude
        if magnitude < 9_007_199_254_740_992, Double(UInt(magnitude)) == magnitude {
            cursor.putDigits(of: UInt(magnitude))
            if self == .python { cursor.put(".0") }
            return
        }
        let decimal = ShortestDecimal(number)
        let point = decimal.pointPosition
        let pointsWithoutExponent = self == .python ? -3...16 : -5...21
        guard pointsWithoutExponent.contains(point) else { return writeScientific(decimal, to: &cursor) }
        if point <= 0 {
            cursor.put("0.")
            cursor.put(UInt8(ascii: "0"), count: -point)
            decimal.write(0..<decimal.count, to: &cursor)
            return
        }
        decimal.write(0..<point, to: &cursor)
        if point < decimal.count {
            cursor.put(UInt8(ascii: "."))
            decimal.write(point..<decimal.count, to: &cursor)
        } else if self == .python {
            cursor.put(".0")
        }
    }

    private func writeScientific(_ decimal: ShortestDecimal, to cursor: inout ByteCursor) {
        decimal.write(0..<1, to: &cursor)
        if decimal.count > 1 {
            cursor.put(UInt8(ascii: "."))
            decimal.write(1..<decimal.count, to: &cursor)
        }
        let exponent = decimal.pointPosition - 1
        cursor.put(UInt8(ascii: "e"))
        cursor.put(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        if self == .python, exponent.magnitude < 10 { cursor.put(UInt8(ascii: "0")) }
        cursor.putDigits(of: exponent.magnitude)
    }
}
