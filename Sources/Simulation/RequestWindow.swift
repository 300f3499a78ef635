/// Counts requests by the minute, in windows that follow one another.
///
/// A window begins with the first request that finds none open, and is over a minute later; so how many requests are let
/// through is a function of their times alone, and two runs that begin at different seconds of a minute go alike.
public struct RequestWindow: Sendable {
    /// How long a window is open.
    public static let length = Duration.seconds(60)

    private var end = Timestamp(nanoseconds: .min)
    private var count = 0

    /// Makes a counter whose first window has not begun.
    public init() {}

    /// Lets a request through, or not; one that is not let through is not counted.
    ///
    /// - Parameters:
    ///   - time: The moment.
    ///   - limit: Requests in a window at most.
    /// - Returns: Nil for a request that is let through, or when the window that is full ends.
    public mutating func admit(at time: Timestamp, limit: Int) -> Timestamp? {
        if time >= end {
            end = time + Self.length
            count = 0
        }
        guard count < limit else { return end }
        count += 1
        return nil
    }
}
