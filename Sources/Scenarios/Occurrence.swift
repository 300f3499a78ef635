public import Simulation

/// How often a rule fires among the calls that match it: in all the ways at once that are given.
///
/// Whether it fires is a function of what is said about a call here, and of the rule's draw for the account: so it can be
/// told beforehand, and is the same whatever other accounts do meanwhile.
public struct Occurrence: Sendable, Hashable {
    /// The share of calls, 0 to 1.
    public var chance: Double?
    /// Which attempts at the same request, counted from 1: what a client sends again unchanged is the next attempt.
    public var attempts: [Int]?
    /// Which calls, by their number among those of the account that match, from 1.
    public var numbers: [Int]?
    /// Every so-manieth call, at least 1.
    public var every: Int?
    /// How many calls are let pass first.
    public var succeedFirst = 0
    /// Of how many calls after those the rule may fire at most; nil for all.
    public var failRequestCount: Int?
    /// When, on the emulator's clock since the rule came into force.
    public var period: Period?
    /// How many calls in a time are let pass.
    public var quota: Quota?

    /// Makes an occurrence that fires always.
    public init() {}

    /// A stretch of time.
    public struct Period: Sendable, Hashable {
        /// How long after the rule came into force it begins.
        public var after: Duration = .zero
        /// How long it is; nil for ever.
        public var length: Duration?

        /// Makes a period that begins at once and never ends.
        public init() {}
    }

    /// So many calls in each of the windows of time that follow one another from when the rule came into force.
    public struct Quota: Sendable, Hashable {
        /// Calls that are let pass in a window.
        public var requests: Int
        /// How long a window is.
        public var window: Duration

        /// Makes a quota.
        public init(requests: Int, window: Duration) {
            self.requests = requests
            self.window = window
        }

        /// The number of the window that a moment is in.
        public func window(at elapsed: Duration) -> Int64 {
            elapsed.wholeNanoseconds / max(window.wholeNanoseconds, 1)
        }
    }

    /// What whether a rule fires depends on.
    public struct Circumstances: Sendable {
        /// The number of the call among those of the account that matched the rule, from 1.
        public var number: Int
        /// Which attempt at the same request it is, from 1.
        public var attempt: Int
        /// Time since the rule came into force.
        public var elapsed: Duration
        /// The number of the call among those of the account that matched in the quota's present window, from 1.
        public var numberInWindow: Int

        /// Makes circumstances.
        public init(number: Int, attempt: Int = 1, elapsed: Duration = .zero, numberInWindow: Int? = nil) {
            self.number = number
            self.attempt = attempt
            self.elapsed = elapsed
            self.numberInWindow = numberInWindow ?? number
        }
    }

    /// The number in 0 ..< 1 that the chance is held against for a call.
    public static func share(of number: Int, in draw: Draw) -> Double {
        draw.unit("chance", UInt64(number))
    }

    /// Why a rule does not fire for a call that matches it; nil where it fires.
    ///
    /// - Parameters:
    ///   - circumstances: What is known of the call.
    ///   - draw: The rule's draw for the account.
    /// - Returns: Half a sentence such as `it lets the first 3 calls pass`.
    public func objection(to circumstances: Circumstances, draw: Draw) -> String? {
        let number = circumstances.number
        if let attempts, !attempts.contains(circumstances.attempt) {
            return "it is attempt \(circumstances.attempt), not one of \(list(of: attempts))"
        }
        if let numbers, !numbers.contains(number) {
            return "it is call \(number), not one of \(list(of: numbers))"
        }
        if let every, !number.isMultiple(of: every) {
            return "it is call \(number), and fires at every \(ordinal(every))"
        }
        if number <= succeedFirst { return "it lets the first \(succeedFirst) calls pass" }
        if let failRequestCount, number - succeedFirst > failRequestCount {
            return "its \(failRequestCount) calls are over"
        }
        if let period {
            if circumstances.elapsed < period.after { return "its time has not come" }
            if let length = period.length, circumstances.elapsed - period.after >= length { return "its time is over" }
        }
        if let quota, circumstances.numberInWindow <= quota.requests { return "the quota is not used up" }
        if let chance {
            let share = Self.share(of: number, in: draw)
            if share >= chance { return "it drew \(thousandths(share)), not less than \(thousandths(chance))" }
        }
        return nil
    }
}

/// Numbers with commas between; of many the first.
private func list(of numbers: [Int]) -> String {
    numbers.prefix(20).map(String.init).joined(separator: ", ") + (numbers.count > 20 ? ", …" : "")
}

/// A whole number of at least 1 as an ordinal, such as `2nd` or `11th`.
func ordinal(_ number: Int) -> String {
    let isTeen = (11...13).contains(number % 100)
    let ending =
        switch number % 10 {
        case 1 where !isTeen: "st"
        case 2 where !isTeen: "nd"
        case 3 where !isTeen: "rd"
        default: "th"
        }
    return "\(number)\(ending)"
}

/// A share with three decimals, cut off.
func thousandths(_ share: Double) -> String {
    let count = Int(share * 1_000)
    let digits = String(count % 1_000)
    return "\(count / 1_000)." + String(repeating: "0", count: 3 - digits.count) + digits
}

extension Duration {
    /// Nanoseconds, what is less cut off.
    fileprivate var wholeNanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
