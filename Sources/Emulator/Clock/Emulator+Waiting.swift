import HTTPServer
import Simulation

extension Emulator {
    /// Waits on the emulator's clock, and then, where a fault on the wire stalls, in real time, as sockets do.
    func pause(
        for delay: Duration,
        thenStallFor stall: Duration = .zero,
        in context: HTTPRequestContext
    ) async throws(CancellationError) {
        if delay > .zero {
            clock.noteContact()
            try await clock.sleep(until: clock.now + delay)
        }
        guard stall > .zero else { return }
        try await clock.idle { () throws(CancellationError) in try await context.sleep(for: stall) }
    }
}
