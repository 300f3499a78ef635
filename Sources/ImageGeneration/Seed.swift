/// A seed as the caller wrote it: an integer of any size.
///
/// Vendors echo the number digit for digit, and art needs 64 bits, so both are kept.
public struct Seed: Sendable, Hashable {
    /// Decimal digits, with a minus sign when negative.
    public let digits: String
    /// The 64 bits that the art depends on: the two's complement of the number, or an FNV-1a hash of the digits when
    /// the number does not fit.
    public let bits: UInt64

    /// Makes a seed from a number that fits 64 bits.
    public init(_ value: Int) {
        digits = String(value)
        bits = UInt64(bitPattern: Int64(value))
    }

    /// Makes a seed from decimal digits without leading zeros, with an optional minus sign.
    public init(digits: String) {
        self.digits = digits
        if let value = Int64(digits) {
            bits = UInt64(bitPattern: value)
        } else {
            bits = digits.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        }
    }
}
