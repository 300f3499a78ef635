/// What a generation costs.
struct AIMLAPIPrice: Hashable {
    /// The unit of account.
    let credits: Int

    /// One dollar is 2,000,000 credits (https://docs.aimlapi.com, "120,000 = 0.06").
    private static let creditsPerDollar = 2_000_000
    private static let nanodollarsPerCredit = 1_000_000_000 / creditsPerDollar

    /// A price that is known.
    init(credits: Int) {
        self.credits = credits
    }

    /// A price in billionths of a dollar.
    init(nanodollars: Int) {
        credits = nanodollars / Self.nanodollarsPerCredit
    }

    /// The same in dollars.
    var dollars: Double { Double(credits) / Double(Self.creditsPerDollar) }

    /// The same in dollars with nine decimals.
    var dollarText: String {
        let nanodollars = credits * Self.nanodollarsPerCredit
        let fraction = String(nanodollars % 1_000_000_000)
        return "\(nanodollars / 1_000_000_000).\(String(repeating: "0", count: 9 - fraction.utf8.count))\(fraction)"
    }
}
