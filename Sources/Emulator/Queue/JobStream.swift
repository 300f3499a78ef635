import HTTP
import HTTPServer
import Simulation
import Vendors

/// Tells a client how a job stands, over and over until its end.
struct JobStream: Sendable {
    let jobs: JobTable
    let call: QueueCall
    let clock: Clock
    let streams: EventStreams
    let context: HTTPRequestContext

    /// A change of the job that no clock foretells, such as its cancellation, is noticed after this long in real time; and
    /// one that comes between events, such as a line in its log, after this long on the emulator's clock.
    private static let longestWait = Duration.milliseconds(100)
    /// Something is sent at least as often as this, so that nobody on the way takes the connection for dead.
    private static let keepAliveInterval = Duration.seconds(15)
    /// A comment, which clients pass over (HTML Standard §9.2.6).
    private static let keepAlive = Array(": keep-alive\n\n".utf8)

    /// Writes an answer's body whenever it differs from the last one; ends with the job, the client or the server.
    func write(from first: JobTable.Sight, saying body: [UInt8], to writer: any HTTPResponseWriter) async throws {
        clock.beginWork()
        defer { clock.endWork() }
        let writer = IdlingWriter(writer: writer, clock: clock)
        var sight = first
        var said = body
        var lastWord = first.time
        try await writer.write(said)
        while true {
            if case .finished = sight.state { return }
            if streams.haveEnded { return }
            try await wait(after: sight)
            guard let next = await jobs.look(at: sight.job.id, in: sight.job.queue) else { return }
            sight = next
            let saying = call.answer(QueuedJob(sight)).body
            if saying != said {
                try await writer.write(saying)
                said = saying
                lastWord = sight.time
            } else if sight.time - lastWord >= Self.keepAliveInterval {
                try await writer.write(Self.keepAlive)
                lastWord = sight.time
            }
        }
    }

    /// Waits for as long as nothing is expected to happen.
    private func wait(after sight: JobTable.Sight) async throws {
        guard let event = sight.nextEvent else {
            return try await clock.idle { () throws(CancellationError) in
                try await context.sleep(for: Self.longestWait)
            }
        }
        let moment = min(event, sight.time + Self.longestWait)
        // A clock that stands does not tell of a cancellation.
        try await withThrowingTaskGroup { group in
            group.addTask { try await clock.sleep(until: moment) }
            group.addTask { try await context.sleep(for: Self.longestWait) }
            try await group.next()
            group.cancelAll()
        }
    }
}
