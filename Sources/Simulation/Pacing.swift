/// How the bytes of a body are spread over time; nothing where neither is given.
///
/// The names are WireMock's, but for the bandwidth.
public struct Pacing: Sendable, Hashable {
    /// Thousands of bytes that are sent in a second at most; nil for as many as the client takes.
    public var kilobytesPerSecond: Double?
    /// Pieces that the body comes in, with waits before each.
    public var dribble: Dribble?

    /// Makes a pacing that changes nothing.
    public init() {}

    /// A body in pieces of one size, with waits of one length before each.
    public struct Dribble: Sendable, Hashable {
        /// How many pieces, at least 1.
        public let numberOfChunks: Int
        /// How long all the waits are together.
        public let totalDuration: Duration

        /// Makes a dribble.
        public init(numberOfChunks: Int, totalDuration: Duration) {
            self.numberOfChunks = numberOfChunks
            self.totalDuration = totalDuration
        }
    }

    /// Whether anything is spread.
    public var isNone: Bool { kilobytesPerSecond == nil && dribble == nil }

    /// Takes from another pacing what this one lacks.
    public mutating func add(_ other: Pacing) {
        kilobytesPerSecond = kilobytesPerSecond ?? other.kilobytesPerSecond
        dribble = dribble ?? other.dribble
    }
}
