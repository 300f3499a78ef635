public import Simulation

#if canImport(Glibc)
import Glibc
#endif

/// The clock that answers are dated by.
///
/// It is not the clock of socket time-outs, which always run in real time.
public struct Clock: Sendable {
    private let read: @Sendable () -> Timestamp

    /// Makes a clock that shows what a function returns.
    public init(_ read: @escaping @Sendable () -> Timestamp) {
        self.read = read
    }

    /// The machine's own clock.
    public static let real = Clock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// A clock that stands still.
    public static func frozen(at time: Timestamp) -> Clock {
        Clock { time }
    }

    /// The moment it is.
    public var now: Timestamp { read() }
}
