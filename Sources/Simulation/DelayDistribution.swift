#if canImport(Glibc)
import Glibc
#endif

/// How long something takes: a distribution from which each wait is drawn.
///
/// The kinds and their parameters are WireMock's, but for the table of percentiles. All times are in milliseconds.
public enum DelayDistribution: Sendable, Hashable {
    /// Always the same.
    case fixed(milliseconds: Double)
    /// Every time from `lower` to `upper` is as likely as any other.
    case uniform(lower: Double, upper: Double)
    /// The logarithm is normal: `median` is the time that half of all waits exceed, `sigma` the standard deviation of
    /// the logarithm. A wait of more than `maximum` is drawn again, as WireMock has it.
    case lognormal(median: Double, sigma: Double, maximum: Double?)
    /// Given shares of all waits are no longer than given times; between two of the times every time is as likely, and
    /// none is longer than the last.
    case percentiles([Percentile])

    /// A time that a share of all waits does not exceed.
    public struct Percentile: Sendable, Hashable {
        /// The share, more than 0 and at most 1.
        public let share: Double
        /// The time.
        public let milliseconds: Double

        /// Makes a percentile.
        public init(share: Double, milliseconds: Double) {
            self.share = share
            self.milliseconds = milliseconds
        }
    }

    /// How often a wait that is too long is drawn again before it is cut to the maximum.
    private static let attempts: UInt64 = 100

    /// The wait that a draw gives, to the microsecond.
    public func delay(_ draw: Draw) -> Duration {
        .microseconds(Int64((milliseconds(draw) * 1_000).rounded()))
    }

    private func milliseconds(_ draw: Draw) -> Double {
        switch self {
        case .fixed(let milliseconds):
            return milliseconds
        case .uniform(let lower, let upper):
            return lower + (upper - lower) * draw.unit("delay")
        case .lognormal(let median, let sigma, let maximum):
            for attempt in 0..<Self.attempts {
                let milliseconds = median * exp(sigma * draw.normal("delay", attempt))
                if milliseconds <= maximum ?? .infinity { return milliseconds }
            }
            return maximum ?? median
        case .percentiles(let table):
            let share = draw.unit("delay")
            var last = Percentile(share: 0, milliseconds: 0)
            for next in table {
                if share < next.share {
                    let part = (share - last.share) / (next.share - last.share)
                    return last.milliseconds + (next.milliseconds - last.milliseconds) * part
                }
                last = next
            }
            return last.milliseconds
        }
    }
}

extension Draw {
    /// A number from the standard normal distribution (Box and Muller, "A note on the generation of random normal
    /// deviates", 1958).
    func normal(_ purpose: StaticString, _ number: UInt64 = 0) -> Double {
        // Neither is the logarithm of zero ever taken.
        let radius = (-2 * log(1 - unit(purpose, 2 * number))).squareRoot()
        return radius * cos(2 * .pi * unit(purpose, 2 * number + 1))
    }
}
