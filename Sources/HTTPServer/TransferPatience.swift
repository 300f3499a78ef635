/// How much longer a client is waited for that is slow to send or to take bytes.
///
/// Waiting uses it up, and each byte brings back its share: so a client may pause, but over any longer time it has to
/// move bytes at a minimum rate, and none can hold a connection for ever by one byte now and then.
struct TransferPatience: Equatable {
    /// What patience there is at most, and how it comes back.
    struct Terms: Equatable {
        /// The longest wait, in nanoseconds.
        let longest: UInt64
        /// Bytes that make good for a second; 0 where a single one makes good for everything.
        let bytesPerSecond: Int
    }

    /// How long may be waited from here, in nanoseconds.
    private(set) var remaining: UInt64

    /// The patience that a client meets at first.
    init(_ terms: Terms) {
        remaining = terms.longest
    }

    /// Notes that the client was waited for.
    mutating func spend(_ nanoseconds: UInt64) {
        remaining -= min(remaining, nanoseconds)
    }

    /// Notes that bytes went through.
    mutating func regain(by bytes: Int, _ terms: Terms) {
        guard terms.bytesPerSecond > 0 else { return remaining = terms.longest }
        let (earned, overflows) = UInt64(bytes).multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflows else { return remaining = terms.longest }
        let share = earned / UInt64(terms.bytesPerSecond)
        remaining = share < terms.longest - remaining ? remaining + share : terms.longest
    }
}
