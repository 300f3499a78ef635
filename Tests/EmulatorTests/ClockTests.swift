import Emulator
import Simulation
import Testing

@Suite(.timeLimit(.minutes(1))) struct `A clock` {
    @Test(arguments: [Clock.real, Clock.frozen(at: ServerFixture.noon), MovableClock().clock])
    func `is not waited for when the moment has come`(clock: Clock) async throws {
        try await clock.sleep(until: clock.now)
    }

    @Test func `that is real is waited for in real time`() async throws {
        let clock = Clock.real
        let moment = clock.now + .milliseconds(20)
        try await clock.sleep(until: moment)
        #expect(clock.now >= moment)
    }

    @Test(arguments: [Clock.real, Clock.frozen(at: ServerFixture.noon), MovableClock().clock])
    func `is not waited for by a task that is cancelled`(clock: Clock) async {
        let task = Task { try await clock.sleep(until: Timestamp(nanoseconds: .max)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
