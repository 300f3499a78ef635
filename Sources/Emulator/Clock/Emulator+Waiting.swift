import HTTPServer
import Scenarios
import Simulation

extension Emulator {
    /// Waits on the emulator's clock; in real time where a fault on the wire stalls, as sockets do.
    func pause(
        for delay: Duration,
        by disturbance: Disturbance?,
        in context: HTTPRequestContext
    ) async throws(CancellationError) {
        guard disturbance?.fault != .stallBeforeHead else {
            return try await clock.idle { () throws(CancellationError) in try await context.sleep(for: delay) }
        }
        clock.noteContact()
        try await clock.sleep(until: clock.now + delay)
    }
}
