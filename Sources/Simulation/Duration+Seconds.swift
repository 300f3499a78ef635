extension Duration {
    /// Whole seconds, a part of one counted as one, as `Retry-After` has them (RFC 9110 §10.2.3).
    package var secondsRoundedUp: Int { Int(roundedUp(toMultipleOf: 1_000_000_000_000_000_000)) }

    /// Seconds with three decimals, rounded up: so what is no more than a moment is not nothing.
    package var secondsText: String {
        let milliseconds = roundedUp(toMultipleOf: 1_000_000_000_000_000)
        let digits = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }

    private func roundedUp(toMultipleOf unit: Int128) -> Int128 {
        (attoseconds + unit - 1) / unit
    }
}
