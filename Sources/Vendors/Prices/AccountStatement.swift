/// How an account stands.
public struct AccountStatement: Sendable, Hashable {
    /// What its answers have cost, in billionths of a dollar.
    public let spent: Int
    /// What it had at first, in billionths of a dollar; nil where nobody said, and nothing is ever used up.
    public let startBalance: Int?

    /// Makes a statement.
    public init(spent: Int, startBalance: Int? = nil) {
        self.spent = spent
        self.startBalance = startBalance
    }

    /// What is left, less than nothing if the last answer cost more than there was; nil where nothing is used up.
    public var balance: Int? { startBalance.map { $0 - spent } }
}
