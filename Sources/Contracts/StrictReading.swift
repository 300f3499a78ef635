import JSON

/// A scalar as JavaScript has it after `JSON.parse`, or nil when it is of another type.
///
/// All numbers are floats of 64 bits there: 28.0 is an integer, and an integer beyond 2⁵³ is the nearest that such a float
/// can hold. Where an integer was asked for and the number is none, it comes back as `.double`.
func strictReading(of value: JSONValue, as kind: Schema.Kind) -> JSONValue? {
    switch (kind, value) {
    case (.string, .string), (.string, .surrogateString), (.boolean, .bool):
        return value
    case (.integer, .integer(let number)):
        return wholeNumber(Double(number))
    case (.integer, .double(let number)):
        return wholeNumber(number) ?? value
    case (.integer, .bigInteger(let digits)):
        return Double(digits).map { wholeNumber($0) ?? .double($0) }
    case (.number, .double):
        return value
    case (.number, .integer(let number)):
        return .double(Double(number))
    case (.number, .bigInteger(let digits)):
        return Double(digits).map { .double($0) }
    default:
        return nil
    }
}

/// The integer that a float is; nil when it has a fraction or is not finite.
private func wholeNumber(_ number: Double) -> JSONValue? {
    guard number.isFinite, number == number.rounded(.towardZero) else { return nil }
    return Int(exactly: number).map { .integer($0) } ?? .bigInteger(decimalDigits(of: number))
}

/// All decimal digits of a whole number.
private func decimalDigits(of number: Double) -> String {
    // Nine digits to a limb, lowest first; the significand, a whole number, is doubled as often as the exponent says.
    let shift = max(0, Int(number.exponent) - Double.significandBitCount)
    var limbs: [UInt64] = []
    var rest = UInt64(Double(sign: .plus, exponent: -shift, significand: number.magnitude))
    while rest > 0 {
        limbs.append(rest % 1_000_000_000)
        rest /= 1_000_000_000
    }
    for _ in 0..<shift {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let doubled = limbs[index] * 2 + carry
            limbs[index] = doubled % 1_000_000_000
            carry = doubled / 1_000_000_000
        }
        if carry > 0 { limbs.append(carry) }
    }
    let padded = limbs.reversed().map { String(String(1_000_000_000 + $0).dropFirst()) }.joined()
    return (number < 0 ? "-" : "") + padded.drop { $0 == "0" }
}
