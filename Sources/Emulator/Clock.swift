public import Simulation

#if canImport(Glibc)
import Glibc
#endif

/// The clock that answers are dated by, and that everything waits for which has no client waiting for it.
///
/// It is not the clock of socket time-outs, which always run in real time.
public struct Clock: Sendable {
    private let read: @Sendable () -> Timestamp
    private let wait: @Sendable (Timestamp) async throws(CancellationError) -> Void

    /// Makes a clock of two functions.
    ///
    /// - Parameters:
    ///   - now: The moment it is.
    ///   - sleep: Returns once the clock shows a moment or a later one, and throws as soon as its task is cancelled. A
    ///     moment may be so late that it never comes.
    public init(
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (_ moment: Timestamp) async throws(CancellationError) -> Void
    ) {
        read = now
        wait = sleep
    }

    /// The machine's own clock.
    public static let real = Clock(now: readRealTime) { moment throws(CancellationError) in
        while true {
            let rest = moment - readRealTime()
            guard rest > .zero else { return }
            // In pieces, since the machine's clock may be set meanwhile.
            try await sleepInRealTime(for: min(rest, .seconds(60)))
        }
    }

    /// A clock that stands still: what is to happen later never does.
    public static func frozen(at time: Timestamp) -> Clock {
        Clock(now: { time }) { moment throws(CancellationError) in
            while moment > time { try await sleepInRealTime(for: .seconds(3_600)) }
        }
    }

    /// The moment it is.
    public var now: Timestamp { read() }

    /// Waits until the clock shows a moment or a later one; throws as soon as the task is cancelled.
    ///
    /// It costs no thread.
    public func sleep(until moment: Timestamp) async throws(CancellationError) {
        try await wait(moment)
    }
}

@Sendable private func readRealTime() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
}

private func sleepInRealTime(for duration: Duration) async throws(CancellationError) {
    do {
        try await Task.sleep(for: duration)
    } catch {
        throw CancellationError()
    }
}
