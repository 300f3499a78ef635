extension UnsignedInteger where Self: FixedWidthInteger {
    /// All its digits to the base of 16, in lower case: sixteen for 64 bits.
    var hexadecimal: String {
        let count = Self.bitWidth / 4
        return String(unsafeUninitializedCapacity: count) { text in
            for place in 0..<count {
                let digit = UInt8(truncatingIfNeeded: self >> (4 * (count - 1 - place)) & 0xF)
                text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return count
        }
    }
}
