/// Which pairs of bytes stand side by side in a text, roughly: of some pairs that are not there it says that they are.
///
/// A text that lacks one of a word's pairs does not hold the word. That takes a few instructions whatever the text's
/// length is, and rules out nearly every word that somebody looks for.
struct PairSet: Sendable, Hashable {
    /// A bit for each of 256 kinds of pairs.
    private var bits = SIMD4<UInt64>()

    /// The set without a pair.
    init() {}

    /// The pairs of a text.
    init(of text: UnsafeBufferPointer<UInt8>) {
        withUnsafeMutableBytes(of: &bits) { bits in
            var index = 1
            while index < text.count {
                let kind = text[index - 1] &* 29 &+ text[index]
                bits[Int(kind >> 3)] |= 1 &<< (kind & 7)
                index += 1
            }
        }
    }

    /// Whether there is no pair in it.
    var isEmpty: Bool { bits == SIMD4() }

    /// Adds every pair of another set.
    mutating func formUnion(_ other: PairSet) { bits |= other.bits }

    /// Whether every pair is in another set.
    func isSubset(of other: PairSet) -> Bool { bits & ~other.bits == SIMD4() }
}
