/// A whole number of billionths as a decimal fraction, exact and no longer than it must be: `0.025`, `3`.
func decimalText(billionths: Int) -> String {
    let (whole, rest) = billionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    let sign = billionths < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    let digits = String(rest)
    var fraction = String(repeating: "0", count: 9 - digits.utf8.count) + digits
    while fraction.last == "0" { fraction.removeLast() }
    return "\(sign)\(whole).\(fraction)"
}

/// An amount for people, in dollars with two decimals or as many more as it has.
func dollarText(nanodollars: Int) -> String {
    let text = decimalText(billionths: nanodollars)
    let decimals = text.split(separator: ".").dropFirst().first?.utf8.count ?? 0
    return "$" + text + (decimals == 0 ? ".00" : decimals == 1 ? "0" : "")
}
