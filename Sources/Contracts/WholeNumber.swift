/// The integer of 64 bits that a float is; nil when it has a fraction or is not below 2⁶³.
///
/// Written without rounding functions, which would need the C mathematics library.
func wholeInteger(_ number: Double) -> Int? {
    guard number.magnitude < 0x1p63 else { return nil }
    let integer = Int(number)
    return Double(integer) == number ? integer : nil
}

/// All decimal digits of a whole number.
func decimalDigits(of number: Double) -> String {
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
