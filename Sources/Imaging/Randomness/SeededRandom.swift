/// A sequence of choices that depends on its key alone: SplitMix64.
///
/// Swift's own `random(in:using:)` may change between versions, and a picture must not, so numbers are drawn by the
/// functions here alone.
struct SeededRandom {
    private var state: UInt64

    /// Starts a sequence of its own for one part of a picture, so that a choice more in one part moves nothing in
    /// another.
    init(key: UInt64, part: String) {
        var digest = Digest()
        digest.combine(key)
        digest.combine(part)
        state = digest.value
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return mix(state)
    }

    /// A number of the range, each about equally likely.
    mutating func number(in range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    /// True in `parts` of `whole` cases.
    mutating func chance(_ parts: Int, in whole: Int) -> Bool {
        number(in: 1...whole) <= parts
    }
}
