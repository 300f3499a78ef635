import Glibc

/// What the system says of time and of itself.
public enum SystemClock {
    /// The seconds since 1970-01-01T00:00:00Z.
    @Sendable
    public static func unixSeconds() -> Int64 {
        Int64(time(nil))
    }

    /// The number of processors that are running.
    public static var processorCount: Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}
