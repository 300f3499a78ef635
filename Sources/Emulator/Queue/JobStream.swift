import HTTP
import HTTPServer
import Simulation
import Vendors

/// Tells a client how a job stands, over and over until its end.
struct JobStream: Sendable {
    let jobs: JobTable
    let call: QueueCall
    let context: HTTPRequestContext

    /// A change of the job that no clock foretells, such as its cancellation, is noticed after this long.
    private static let longestWait = Duration.milliseconds(100)
    /// Something is sent at least as often as this, so that nobody on the way takes the connection for dead.
    private static let keepAliveInterval = Duration.seconds(15)
    /// A comment, which clients pass over (HTML Standard §9.2.6).
    private static let keepAlive = Array(": keep-alive\n\n".utf8)

    /// Writes an answer's body whenever it differs from the last one; ends with the job, or with the client.
    func write(from first: JobTable.Sight, saying body: [UInt8], to writer: any HTTPResponseWriter) async throws {
        var sight = first
        var said = body
        var silence = Duration.zero
        try await writer.write(said)
        while true {
            if case .finished = sight.state { return }
            let wait = wait(after: sight)
            try await context.sleep(for: wait)
            silence += wait
            guard let next = await jobs.look(at: sight.job.id, in: sight.job.queue) else { return }
            sight = next
            let saying = call.answer(QueuedJob(sight)).body
            if saying != said {
                try await writer.write(saying)
                said = saying
                silence = .zero
            } else if silence >= Self.keepAliveInterval {
                try await writer.write(Self.keepAlive)
                silence = .zero
            }
        }
    }

    /// How long nothing is expected to happen.
    private func wait(after sight: JobTable.Sight) -> Duration {
        guard let event = sight.nextEvent else { return Self.longestWait }
        return min(Self.longestWait, max(event - sight.time, .milliseconds(1)))
    }
}
