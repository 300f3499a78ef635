import CLinux
import HTTPServer
import Locks
public import Simulation
import Synchronization

/// The clock that answers are dated by, and that everything waits for in simulated time.
///
/// It is not the clock of socket time-outs, which always run in real time. Its mode can be changed while things wait, and
/// its time never goes back but by ``restart()``.
public final class Clock: Sendable {
    /// How long a clock in auto mode leaves the callers in peace before it leaps, in nanoseconds of real time: so that
    /// one that has just been answered can send its next request before time goes on.
    static let grace: UInt64 = 5_000_000

    struct State: Sendable {
        var mode: ClockMode
        var course: TimeCourse
        /// Who sleeps until when, in nanoseconds since the Unix epoch.
        var sleepers = TimerQueue<ClockSleeper>()
        /// The one real timer: when on the machine's monotonic clock, and who waits for it.
        var alarm: (deadline: UInt64, task: Task<Void, Never>)?
        /// The moment that time is counted from that has passed, here and on the machine's monotonic clock.
        var origin: (time: Timestamp, real: UInt64)
    }

    let state: Lock<State>
    private let start: (mode: ClockMode, time: Timestamp)
    /// Whether the time is the machine's, which is then asked for without a lock.
    private let isMachineTime: Atomic<Bool>
    /// Whether the mode is auto.
    private let isLeaping: Atomic<Bool>
    /// How many calls and tasks are at work, which are those that do not wait.
    let workers = Atomic(0)
    /// When a caller was last answered or heard of in auto mode, on the machine's monotonic clock.
    let lastContact = Atomic<UInt64>(0)

    /// Makes a clock that runs.
    public init(_ mode: ClockMode) {
        let time = TimeCourse.machineTime
        if case .frozen(let moment?) = mode { start = (mode, moment) } else { start = (mode, time) }
        let course = Self.course(in: mode, from: start.time)
        state = Lock(State(mode: mode, course: course, origin: (start.time, linux_monotonic_nanoseconds())))
        isMachineTime = Atomic(mode == .real)
        isLeaping = Atomic(mode == .auto)
    }

    /// A clock that shows the machine's time.
    public static var real: Clock { Clock(.real) }

    /// A clock that stands still: what is to happen later happens when it is advanced.
    public static func frozen(at time: Timestamp) -> Clock { Clock(.frozen(at: time)) }

    /// The moment it is.
    public var now: Timestamp {
        if isMachineTime.load(ordering: .acquiring) { return TimeCourse.machineTime }
        return state.withLock { $0.course.time }
    }

    /// How much time has passed since the start or the last restart, on this clock and really.
    var elapsed: (simulated: Duration, real: Duration) {
        state.withLock { state in
            (
                state.course.time - state.origin.time,
                .nanoseconds(Int64(clamping: linux_monotonic_nanoseconds() - state.origin.real))
            )
        }
    }

    /// How time passes.
    var mode: ClockMode { state.withLock { $0.mode } }

    /// Whether the mode is auto; as quick as it can be asked.
    var leaps: Bool { isLeaping.load(ordering: .acquiring) }

    /// How many sleep, and when the first of them will wake.
    public var sleepers: (count: Int, next: Timestamp?) {
        state.withLock { ($0.sleepers.count, $0.sleepers.nextDeadline.map(Timestamp.init(key:))) }
    }

    /// Goes on in another way from now, or from the later moment that is named.
    ///
    /// - Throws: ``ClockFault`` for an earlier one.
    func change(to mode: ClockMode) throws(ClockFault) {
        let result = update { state -> Result<Void, ClockFault> in
            let now = state.course.time
            var time = now
            if case .frozen(let moment?) = mode { time = moment }
            guard time >= now else { return .failure(ClockFault(time: now)) }
            state.mode = mode
            state.course = Self.course(in: mode, from: time)
            return .success(())
        }
        try result.get()
    }

    /// Goes on from a later moment; what slept until then, or until earlier, wakes in order.
    ///
    /// - Throws: ``ClockFault`` for an earlier one.
    public func set(to time: Timestamp) throws(ClockFault) {
        let result = update { state -> Result<Void, ClockFault> in
            let now = state.course.time
            guard time >= now else { return .failure(ClockFault(time: now)) }
            state.course = .line(from: min(time, TimeCourse.latest), rate: state.mode.rate)
            return .success(())
        }
        try result.get()
    }

    /// Lets time pass at once; what slept until then, or until earlier, wakes in order.
    ///
    /// - Parameter duration: How much, from none to a thousand million seconds.
    public func advance(by duration: Duration) {
        update { state in
            let time = min(state.course.time + max(duration, .zero), TimeCourse.latest)
            state.course = .line(from: time, rate: state.mode.rate)
        }
    }

    /// Goes on as in the beginning: at the time that it was frozen at then, or at the machine's.
    ///
    /// This is the one way back. Whoever waits is not kept waiting for what has been before, but wakes.
    func restart() {
        let woken = state.withLock { state in
            let time = state.course.time
            TimeCourse.followMachine()
            state.mode = start.mode
            let isFrozen = if case .frozen = start.mode { true } else { false }
            state.course = Self.course(in: start.mode, from: isFrozen ? start.time : TimeCourse.machineTime)
            note(state)
            state.origin = (state.course.time, linux_monotonic_nanoseconds())
            let isBack = state.course.time < time
            return isBack ? wake(until: TimeCourse.latest, &state) + proceed(&state) : proceed(&state)
        }
        for continuation in woken { continuation.resume(returning: true) }
    }

    /// Changes the state, and lets it have its effect.
    @discardableResult
    func update<Value>(_ body: (inout State) -> Value) -> Value {
        let (value, woken) = state.withLock { state in
            let value = body(&state)
            note(state)
            return (value, proceed(&state))
        }
        for continuation in woken { continuation.resume(returning: true) }
        return value
    }

    /// Has what is asked without a lock agree with the state.
    private func note(_ state: State) {
        let isMachine = if case .machine = state.course { true } else { false }
        isMachineTime.store(isMachine, ordering: .releasing)
        isLeaping.store(state.mode == .auto, ordering: .releasing)
    }

    private static func course(in mode: ClockMode, from time: Timestamp) -> TimeCourse {
        // A clock that is ahead of the machine's stays ahead.
        if mode == .real, time <= TimeCourse.machineTime { return .machine }
        return .line(from: min(time, TimeCourse.latest), rate: mode.rate)
    }
}

/// A clock that was to go back.
public struct ClockFault: Error, CustomStringConvertible {
    /// What the clock shows.
    let time: Timestamp

    /// What is wrong and what to do.
    public var description: String {
        "the clock shows \(time.internetText) and does not go back; name a later moment, or start afresh with "
            + "POST /_fauxto/reset"
    }
}
