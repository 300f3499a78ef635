import JSON
import Locks
import Simulation
import Synchronization
import TestSupport
import Testing

@testable import Emulator

/// Tasks that sleep on a clock, and the order in which they woke.
private final class Sleepers: Sendable {
    private let log = Lock<[String]>([])

    var woken: [String] { log.withLock { $0 } }

    /// Begins a task that sleeps, and returns once it does.
    func add(_ name: String, until moment: Timestamp, on clock: Clock) async -> Task<Void, Never> {
        let count = clock.sleepers.count
        clock.beginWork()
        let task = Task {
            let isTime = (try? await clock.sleep(until: moment)) != nil
            log.withLock { $0.append(isTime ? name : "\(name) cancelled") }
            clock.endWork()
        }
        while clock.sleepers.count == count { await Task.yield() }
        return task
    }
}

@Suite(.timeLimit(.minutes(1))) struct `A clock` {
    private static let noon = ServerFixture.noon
    private static let modes: [ClockMode] = [.real, .frozen(at: noon), .scaled(0.5), .auto]

    @Test(arguments: modes)
    func `is not waited for when the moment has come`(mode: ClockMode) async throws {
        let clock = Clock(mode)
        try await clock.sleep(until: clock.now)
    }

    @Test(arguments: [ClockMode.real, .scaled(2), .auto])
    func `that runs is waited for in real time`(mode: ClockMode) async throws {
        let clock = Clock(mode)
        // The test is at work, as a clock in auto mode sees it, since it never said that it was not.
        clock.beginWork()
        clock.beginWork()
        let moment = clock.now + .milliseconds(20)
        let start = ContinuousClock.now
        try await clock.sleep(until: moment)
        #expect(clock.now >= moment)
        #expect(.now - start >= .milliseconds(20) / mode.rate - .milliseconds(1))
    }

    @Test(arguments: modes)
    func `is not waited for by a task that is cancelled`(mode: ClockMode) async {
        let clock = Clock(mode)
        let task = await Sleepers().add("a", until: Timestamp(nanoseconds: .max), on: clock)
        task.cancel()
        await task.value
        #expect(clock.sleepers.count == 0)
    }

    @Test func `is not waited for by a task that was cancelled before`() async {
        let clock = Clock.frozen(at: Self.noon)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            try await clock.sleep(until: Timestamp(nanoseconds: .max))
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(clock.workers.load(ordering: .relaxed) == 0)
    }

    @Test func `that is frozen stands until it is advanced or set, and never goes back`() throws {
        let clock = Clock.frozen(at: Self.noon)
        #expect(clock.now == Self.noon)
        clock.advance(by: .seconds(90))
        #expect(clock.now == Self.noon + .seconds(90))
        try clock.set(to: Self.noon + .seconds(91))
        #expect(clock.now == Self.noon + .seconds(91))
        let fault = #expect(throws: ClockFault.self) { try clock.set(to: Self.noon) }
        #expect(throws: ClockFault.self) { try clock.change(to: .frozen(at: Self.noon)) }
        #expect(clock.now == Self.noon + .seconds(91))
        #expect(
            fault?.description == "the clock shows 2026-08-30T12:01:31.000Z and does not go back; "
                + "name a later moment, or start afresh with POST /_fauxto/reset"
        )
    }

    @Test func `stands at the last moment that it knows`() {
        let clock = Clock.frozen(at: Self.noon)
        for _ in 0..<20 { clock.advance(by: .seconds(1_000_000_000)) }
        #expect(clock.now == TimeCourse.latest)
    }

    @Test(arguments: [ClockMode.frozen(at: nil), .scaled(3), .auto, .real])
    func `keeps its time when its mode changes`(mode: ClockMode) throws {
        let clock = Clock.real
        clock.advance(by: .seconds(3_600))
        let time = clock.now
        try clock.change(to: mode)
        #expect(clock.now >= time)
        #expect(clock.now - time < .seconds(60))
    }

    @Test func `wakes in the order of moments, and of falling asleep at one moment`() async throws {
        let clock = Clock.frozen(at: Self.noon)
        let sleepers = Sleepers()
        var tasks: [Task<Void, Never>] = []
        for (name, seconds) in [("late", 30), ("b", 20), ("c", 20), ("a", 10)] {
            tasks.append(await sleepers.add(name, until: Self.noon + .seconds(seconds), on: clock))
        }
        #expect(clock.sleepers.next == Self.noon + .seconds(10))
        // One at a time where the moments differ: whoever wakes runs when it pleases the threads.
        clock.advance(by: .seconds(10))
        await tasks[3].value
        clock.advance(by: .seconds(5))
        #expect(sleepers.woken == ["a"])
        let due = clock.state.withLock { clock.wake(until: Self.noon + .seconds(30), &$0) }
        #expect(due.count == 3)
        for (continuation, task) in zip(due, [tasks[1], tasks[2], tasks[0]]) {
            continuation.resume(returning: true)
            await task.value
        }
        #expect(sleepers.woken == ["a", "b", "c", "late"])
    }

    @Test func `wakes who sleeps as soon as its new mode has the moment come`() async throws {
        let clock = Clock.frozen(at: Self.noon)
        let task = await Sleepers().add("a", until: Self.noon + .seconds(600), on: clock)
        try clock.change(to: .scaled(1_000_000))
        await task.value
        #expect(clock.now >= Self.noon + .seconds(600))
    }

    @Test func `in auto mode leaps from one deadline to the next once nothing is at work`() async throws {
        let clock = Clock(.auto)
        let start = clock.now
        let sleepers = Sleepers()
        clock.beginWork()
        var tasks: [Task<Void, Never>] = []
        for (name, hours) in [("c", 30), ("b", 20), ("a", 10)] {
            tasks.append(await sleepers.add(name, until: start + .seconds(hours * 3_600), on: clock))
        }
        #expect(clock.now < start + .seconds(3_600))
        clock.endWork()
        for task in tasks { await task.value }
        #expect(sleepers.woken == ["a", "b", "c"])
        #expect(clock.now - start >= .seconds(30 * 3_600))
        #expect(clock.now - start < .seconds(30 * 3_600 + 60))
    }

    @Test func `in auto mode leaves a caller the time to ask again`() async throws {
        let clock = Clock(.auto)
        let moment = clock.now + .seconds(3_600)
        clock.beginWork()
        let task = await Sleepers().add("a", until: moment, on: clock)
        let start = ContinuousClock.now
        clock.endWork(isContact: true)
        await task.value
        #expect(.now - start >= .nanoseconds(Int64(Clock.grace)))
    }

    @Test func `that starts afresh is where it was, and keeps nobody waiting for what has been`() async throws {
        let clock = Clock.frozen(at: Self.noon)
        clock.advance(by: .seconds(60))
        let task = await Sleepers().add("a", until: Self.noon + .seconds(90), on: clock)
        clock.restart()
        await task.value
        #expect(clock.now == Self.noon)
        #expect(clock.mode == .frozen(at: Self.noon))
    }

    @Test(arguments: [
        ("real", ClockMode.real), ("auto", .auto), ("frozen", .frozen(at: nil)),
        ("frozen@2026-08-30", .frozen(at: midnight)),
        ("frozen@2026-08-30T14:00:00.5+02:00", .frozen(at: noon + .milliseconds(500))), ("scale=10", .scaled(10)),
        ("scale=0.25", .scaled(0.25)),
    ])
    func `has a mode that is read from text`(text: String, mode: ClockMode) {
        #expect(ClockMode(text: text) == mode)
    }

    @Test(arguments: [
        "", "Real", "real=1", "auto@2026-08-30", "frozen@", "frozen@noon", "frozen@2026-02-29", "scale", "scale=",
        "scale=0",
        "scale=-1", "scale=nan", "scale=x", "scale=1e7",
    ])
    func `has no mode from another text`(text: String) {
        #expect(ClockMode(text: text) == nil)
    }

    private static let midnight = noon + .seconds(-43_200)
}
