import Testing

@testable import Simulation

@Suite struct `A delay` {
    private static let samples = 10_000

    private func delays(_ distribution: DelayDistribution) -> [Double] {
        let draw = Draw(serverSeed: 11)
        return (0..<Self.samples).map { number in
            let delay = distribution.delay(draw.branch("sample", UInt64(number))).components
            return Double(delay.seconds) * 1_000 + Double(delay.attoseconds) / 1e15
        }
    }

    /// The largest distance between the share of samples up to a time and what the distribution says of it (Kolmogorov
    /// and Smirnov), which passes 1.63 over the root of their number in one of a hundred honest samples.
    private func distance(_ samples: [Double], _ cumulative: (Double) -> Double) -> Double {
        let sorted = samples.sorted()
        return sorted.enumerated().map { index, sample in
            let share = cumulative(sample)
            return max(
                abs(Double(index + 1) / Double(sorted.count) - share),
                abs(share - Double(index) / Double(sorted.count))
            )
        }.max() ?? 1
    }

    private let limit = 1.63 / Double(samples).squareRoot()

    @Test func `that is fixed is always the same`() {
        #expect(Set(delays(.fixed(milliseconds: 12.5))) == [12.5])
    }

    @Test func `that is uniform is as likely everywhere`() {
        let samples = delays(.uniform(lower: 15, upper: 25))
        #expect(distance(samples) { ($0 - 15) / 10 } < limit)
    }

    @Test func `that is lognormal has its median and its sigma`() {
        let samples = delays(.lognormal(median: 80, sigma: 0.4, maximum: nil))
        #expect(distance(samples) { normalShare(log($0 / 80) / 0.4) } < limit)
    }

    @Test func `beyond the maximum is drawn again, and not cut`() {
        let samples = delays(.lognormal(median: 80, sigma: 0.4, maximum: 100))
        let kept = normalShare(log(100.0 / 80) / 0.4)
        #expect(distance(samples) { normalShare(log($0 / 80) / 0.4) / kept } < limit)
        #expect(samples.allSatisfy { $0 <= 100 })
    }

    @Test func `from a table has its percentiles`() {
        let table: [DelayDistribution.Percentile] = [
            .init(share: 0.5, milliseconds: 100), .init(share: 0.9, milliseconds: 400),
            .init(share: 0.99, milliseconds: 2_000),
        ]
        let samples = delays(.percentiles(table)).sorted()
        for percentile in table.dropLast() {
            let share = Double(samples.filter { $0 <= percentile.milliseconds }.count) / Double(samples.count)
            #expect(abs(share - percentile.share) < limit)
        }
        #expect(samples.last == 2_000)
        #expect(samples.filter { $0 == 2_000 }.count > 50)
    }

    @Test func `is the same for the same draw`() {
        #expect(
            delays(.lognormal(median: 80, sigma: 1, maximum: nil))
                == delays(.lognormal(median: 80, sigma: 1, maximum: nil))
        )
    }
}

#if canImport(Glibc)
import Glibc
#endif

/// The share of the standard normal distribution up to a value.
private func normalShare(_ value: Double) -> Double { 0.5 * erfc(-value / 2.0.squareRoot()) }
