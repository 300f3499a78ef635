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
    init(of text: some Collection<UInt8>) {
        guard var previous = text.first else { return }
        withUnsafeMutableBytes(of: &bits) { bits in
            for byte in text.dropFirst() {
                let kind = previous &* 29 &+ byte
                bits[Int(kind >> 3)] |= 1 << (kind & 7)
                previous = byte
            }
        }
    }

    /// Adds every pair of another set.
    mutating func formUnion(_ other: PairSet) { bits |= other.bits }

    /// Whether every pair is in another set.
    func isSubset(of other: PairSet) -> Bool { bits & ~other.bits == SIMD4() }
}
