import ImageGeneration

/// What a generation costs.
struct AIMLAPIPrice: Hashable {
    /// The unit of account.
    let credits: Int

    /// One dollar is 2,000,000 credits (https://docs.aimlapi.com, "120,000 = 0.06").
    private static let creditsPerDollar = 2_000_000

    /// A price that is known.
    init(credits: Int) {
        self.credits = credits
    }

    /// The price of images: a flat one in 2025, in 2026 one for every megapixel begun.
    init(of images: [GeneratedImage], profile: AIMLAPIProfile) {
        switch profile {
        case .november2025:
            credits = images.count * 52_500
        case .august2026:
            let megapixels = images.reduce(0) { $0 + ($1.size.width * $1.size.height + 999_999) / 1_000_000 }
            credits = megapixels * 65_000
        }
    }

    /// The same in dollars.
    var dollars: Double { Double(credits) / Double(Self.creditsPerDollar) }

    /// The same in dollars with nine decimals.
    var dollarText: String {
        let nanodollars = credits * (1_000_000_000 / Self.creditsPerDollar)
        let fraction = String(nanodollars % 1_000_000_000)
        return "\(nanodollars / 1_000_000_000).\(String(repeating: "0", count: 9 - fraction.utf8.count))\(fraction)"
    }
}
