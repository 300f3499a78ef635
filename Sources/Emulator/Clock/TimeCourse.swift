import CLinux
import Glibc
import Simulation
import Synchronization

/// How the emulator's time follows from the machine's.
enum TimeCourse {
    /// It is the machine's time of day, but for what that is set back.
    case machine
    /// It was `base` when the machine's monotonic clock showed `origin` nanoseconds, and runs at a rate since.
    case line(base: Timestamp, origin: UInt64, rate: Double)

    /// 2200-01-01T00:00:00Z, where every time stands still: the numbers would end in 2262.
    static let latest = Timestamp(nanoseconds: 7_258_118_400 * 1_000_000_000)

    /// A course that goes on from a moment.
    static func line(from base: Timestamp, rate: Double) -> TimeCourse {
        .line(base: base, origin: linux_monotonic_nanoseconds(), rate: rate)
    }

    /// The machine's time of day; where that was set back, the time that it would be otherwise.
    ///
    /// So nobody waits longer than was said, and no period lasts longer, because of a clock that was put right.
    static var machineTime: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let shown = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        // Read second, so that the lead is too small rather than too large where the thread is interrupted in between.
        let monotonic = Int64(linux_monotonic_nanoseconds())
        let lead = shown - monotonic
        let (_, longest) = longestLead.max(lead, ordering: .relaxed)
        return Timestamp(nanoseconds: monotonic + longest)
    }

    /// Shows the machine's time of day again as it is set now, even if that is earlier.
    static func followMachine() {
        longestLead.store(.min, ordering: .relaxed)
    }

    /// How far the time of day was ahead of the monotonic clock at most, in nanoseconds: it changes only when it is set.
    private static let longestLead = Atomic(Int64.min)

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
    /// A minute at most: then it has to be asked again, since the machine's time of day may be set forward meanwhile.
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
