import CLinux
import Glibc
import Simulation

/// How the emulator's time follows from the machine's.
enum TimeCourse {
    /// It is the machine's time of day, whatever that is set to.
    case machine
    /// It was `base` when the machine's monotonic clock showed `origin` nanoseconds, and runs at a rate since.
    case line(base: Timestamp, origin: UInt64, rate: Double)

    /// 2200-01-01T00:00:00Z, where every time stands still: the numbers would end in 2262.
    static let latest = Timestamp(nanoseconds: 7_258_118_400 * 1_000_000_000)

    /// A course that goes on from a moment.
    static func line(from base: Timestamp, rate: Double) -> TimeCourse {
        .line(base: base, origin: linux_monotonic_nanoseconds(), rate: rate)
    }

    /// The machine's time of day.
    static var machineTime: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// The moment it is.
    var time: Timestamp {
        switch self {
        case .machine: return Self.machineTime
        case .line(let base, _, rate: 0): return base
        case .line(let base, let origin, let rate):
            let nanoseconds = Double(linux_monotonic_nanoseconds() - origin) * rate
            guard nanoseconds < Double(Self.latest.nanoseconds - base.nanoseconds) else { return Self.latest }
            return Timestamp(nanoseconds: base.nanoseconds + Int64(nanoseconds))
        }
    }

    /// How many nanoseconds of real time it takes until a moment; nil if it never comes.
    ///
    /// A minute at most: then it has to be asked again, since the machine's time of day may be set meanwhile.
    func realNanoseconds(until moment: Timestamp) -> UInt64? {
        let rest = Double(moment.nanoseconds) - Double(time.nanoseconds)
        guard rest > 0 else { return 0 }
        let longest = 60e9
        switch self {
        case .machine: return UInt64(min(rest, longest))
        case .line(_, _, let rate):
            guard rate > 0, moment <= Self.latest else { return nil }
            // Rounded up, so that the moment has come when the wait is over.
            return UInt64(min(rest / rate + 1, longest))
        }
    }
}
