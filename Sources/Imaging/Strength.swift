/// How far an image-to-image picture leaves its reference: 0 keeps the reference, 1 keeps nothing of it.
///
/// It is held as a whole number of 65,536ths, so that everything computed from it is integer arithmetic and comes out
/// the same on every machine.
public struct Strength: Sendable, Hashable {
    /// The strength in 65,536ths, 0…65,536.
    public let parts: Int

    /// The strength to four decimal places, which give back the fraction that was written.
    var fraction: Double { Double((parts * 10_000 + FixedPoint.one / 2) >> 16) / 10_000 }

    /// Rounds a fraction to the nearest 65,536th; what lies outside 0…1 is clamped, and not-a-number counts as 1.
    public init(_ fraction: Double) {
        parts = fraction.isNaN ? 65_536 : Int((min(max(fraction, 0), 1) * 65_536).rounded())
    }
}
