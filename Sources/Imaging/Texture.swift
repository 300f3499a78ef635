/// How much grain is sown over an artwork: 0 none, 1 as much as in a photograph at high sensitivity.
///
/// Flat colours make files much lighter than real ones; grain makes them as heavy. It is held as a whole number of
/// 65,536ths, so that everything computed from it is integer arithmetic and comes out the same on every machine.
public struct Texture: Sendable, Hashable {
    /// The texture in 65,536ths, 0…65,536.
    public let parts: Int

    /// Rounds a fraction to the nearest 65,536th; what lies outside 0…1 is clamped, and not-a-number counts as 0.
    public init(_ fraction: Double) {
        parts = fraction.isNaN ? 0 : Int((min(max(fraction, 0), 1) * 65_536).rounded())
    }
}
