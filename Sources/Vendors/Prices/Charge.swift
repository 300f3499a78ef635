/// What an answer costs, and what for.
public struct Charge: Sendable, Hashable {
    /// Images that were made.
    public var images = 0
    /// Their pixels, all together.
    public var pixels = 0
    /// What is paid for: images or begun megapixels, as the vendor counts.
    public var units = 0
    /// The price at the vendor's list, in billionths of a dollar.
    public var nanodollars = 0

    /// Makes a charge of nothing.
    public init() {}
}

extension Charge {
    /// Adds what another answer costs.
    public static func += (sum: inout Charge, charge: Charge) {
        sum.images += charge.images
        sum.pixels += charge.pixels
        sum.units += charge.units
        sum.nanodollars += charge.nanodollars
    }
}
