import HTTP
import JSON
import Printing
import Scenarios

/// Tells a client of the journal's entries as they are written.
struct JournalStream: Sendable {
    let journal: Journal
    let streams: EventStreams
    let filter: RequestFilter
    /// The number of the last entry that the client has.
    let start: Int

    /// Something is sent at least as often as this, so that nobody on the way takes the connection for dead.
    private static let keepAliveInterval = Duration.seconds(15)
    /// A comment, which clients pass over (HTML Standard §9.2.6).
    private static let keepAlive = Array(": keep-alive\n\n".utf8)

    /// Writes until the client goes away, or the server ends.
    func write(to writer: any HTTPResponseWriter) async throws {
        let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let observer = journal.observe { signal.yield() }
        let alarm = Task(name: "keep alive") {
            while true {
                try await Task.sleep(for: Self.keepAliveInterval)
                signal.yield()
            }
        }
        let ending = streams.atEnd { signal.finish() }
        defer {
            streams.forget(ending)
            journal.forget(observer)
            alarm.cancel()
        }
        // The client learns at once that it is heard.
        try await writer.write(Array(": listening\n\n".utf8))
        signal.yield()
        var last = start
        var isFirst = true
        for await _ in signals {
            // After a reset the numbers begin again.
            if journal.lastNumber < last { last = 0 }
            let entries = journal.entries(after: last)
            if entries.isEmpty, !isFirst { try await writer.write(Self.keepAlive) }
            isFirst = false
            for (number, entry) in entries {
                last = number
                var effort = SearchEffort()
                guard filter.means(entry, number: number, &effort) else { continue }
                var json = JSONWriter(style: .javaScript)
                json.write(entry, number: number)
                let data = printableJSON(String(decoding: json.bytes, as: UTF8.self))
                try await writer.send(ServerSentEvent(data: data, event: "request", id: String(number)))
            }
        }
    }
}
