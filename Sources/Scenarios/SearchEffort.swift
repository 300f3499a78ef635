/// How much work may still be spent on holding patterns against the texts of a call.
///
/// Work is counted in steps that follow from pattern and text alone, never in time: so whether a pattern fits is the same
/// on every machine. A text that is too much work does not fit.
package struct SearchEffort: Sendable {
    /// Steps for all patterns together: at worst about half a second.
    package static let most = 50_000_000
    /// Steps for one pattern and one text: at worst about a tenth of a second.
    static let mostForOne = 10_000_000

    private var left: Int
    /// Whether something was left undone.
    package private(set) var isExhausted = false

    /// Makes an effort of so many steps.
    package init(_ steps: Int = most) { left = steps }

    /// Whether there is enough left for one pattern and one text, which is taken then.
    mutating func spend(_ steps: Int) -> Bool {
        guard steps <= Self.mostForOne, steps <= left else {
            isExhausted = true
            return false
        }
        left -= steps
        return true
    }
}
