import HTTPServer
import Simulation

extension Emulator {
    /// Waits on the emulator's clock; false as soon as the task is cancelled.
    ///
    /// Inlined as ``Clock/wait(until:)`` is, so that those who wait hold one frame instead of three.
    @inline(__always)
    func pause(for delay: Duration) async -> Bool {
        guard delay > .zero else { return true }
        clock.noteContact()
        return await clock.wait(until: clock.now + delay)
    }

    /// Waits in real time, as sockets do, where a fault on the wire stalls; false as soon as the task is cancelled.
    ///
    /// Not inlined, or everybody who waits would hold room for a stall.
    @inline(never)
    func stall(for duration: Duration, in context: HTTPRequestContext) async -> Bool {
        guard duration > .zero else { return true }
        do throws(CancellationError) {
            try await clock.idle { () throws(CancellationError) in try await context.sleep(for: duration) }
            return true
        } catch {
            return false
        }
    }
}
