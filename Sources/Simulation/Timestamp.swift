/// A moment on the emulator's clock: nanoseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Nanoseconds since the Unix epoch.
    public var nanoseconds: Int64

    /// Makes a moment from nanoseconds since the Unix epoch.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// The end of what does not end.
    public static let never = Timestamp(nanoseconds: .max)

    /// Whole seconds since the Unix epoch, as in an OpenAI-style `created`.
    public var seconds: Int64 { nanoseconds / 1_000_000_000 }

    /// Whole milliseconds since the Unix epoch, as in a UUIDv7.
    public var milliseconds: Int64 { nanoseconds / 1_000_000 }

    /// Orders by time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }
}

extension Timestamp {
    /// The moment so much later.
    public static func + (time: Timestamp, duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        return Timestamp(nanoseconds: time.nanoseconds + seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    /// How much later one moment is than another.
    public static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .nanoseconds(later.nanoseconds - earlier.nanoseconds)
    }
}
