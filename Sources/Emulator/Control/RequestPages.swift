import HTTP
import JSON
import Scenarios
import Vendors

/// The pages about what was asked: the journal, the same as it happens, and whether it was as expected.
struct RequestPages: Sendable {
    let journal: Journal
    let streams: EventStreams

    /// `/_fauxto/requests`: the journal's entries that the query means; DELETE forgets all of them.
    func answer(_ head: HTTPRequestHead) -> HTTPResponse {
        switch head.method {
        case .get, .head: break
        case .delete: journal.reset()
        default: return wrongMethodAnswer(to: head, allowing: [.get, .head, .delete])
        }
        return filtered(by: head.target.query) { filter in
            var effort = SearchEffort()
            let entries = journal.entries().filter { filter.means($0.entry, number: $0.number, &effort) }
            guard !effort.isExhausted else {
                return smallAnswer(400, code: "bad_query", message: RequestFilter.complaintOfEffort)
            }
            var writer = JSONWriter(style: .javaScript)
            writer.beginObject()
            writer.key("requests")
            writer.beginArray()
            for (number, entry) in entries.suffix(filter.limit) { writer.write(entry, number: number) }
            writer.endArray()
            writer.endObject()
            return controlPage(String(decoding: writer.bytes, as: UTF8.self), status: 200)
        }
    }

    /// `/_fauxto/verify`: whether as many calls were made as expected, or calls in an order.
    func verify(_ head: HTTPRequestHead, _ body: Call.Body) -> HTTPResponse {
        guard head.method == .post else { return wrongMethodAnswer(to: head, allowing: [.post]) }
        guard case .bytes(let bytes) = body else {
            return smallAnswer(413, code: "too_large", message: "the expectation is too long")
        }
        do throws(SourceDiagnostic) {
            let verdict = try Expectation(bytes, file: "request").verdict(on: journal.entries())
            var writer = JSONWriter(style: .javaScript)
            writer.beginObject()
            writer.key("verified")
            writer.bool(verdict.complaint == nil)
            writer.key("message")
            if let complaint = verdict.complaint { writer.string(complaint) } else { writer.null() }
            writer.key("requests")
            writer.beginArray()
            for number in verdict.numbers { writer.integer(number) }
            writer.endArray()
            writer.endObject()
            // A status that makes a script fail which only looks at that.
            return controlPage(
                String(decoding: writer.bytes, as: UTF8.self),
                status: verdict.complaint == nil ? 200 : 406
            )
        } catch {
            return smallAnswer(400, code: "bad_expectation", message: error.description)
        }
    }

    /// `/_fauxto/events`: every entry that the query means, as it is written, in an event stream; a client that comes back
    /// with `Last-Event-ID` gets what it missed.
    func events(_ head: HTTPRequestHead) -> HTTPResponse {
        guard head.method == .get else { return wrongMethodAnswer(to: head, allowing: [.get]) }
        let start = head.fields["last-event-id"].flatMap { Int($0) } ?? journal.lastNumber
        return filtered(by: head.target.query) { filter in
            let stream = JournalStream(journal: journal, streams: streams, filter: filter, start: start)
            return HTTPResponse(
                status: 200,
                fields: ["content-type": "text/event-stream", "cache-control": "no-store"],
                body: .stream(contentLength: nil) { try await stream.write(to: $0) }
            )
        }
    }

    private func filtered(by query: String?, _ answer: (RequestFilter) -> HTTPResponse) -> HTTPResponse {
        do throws(SourceDiagnostic) {
            return answer(try RequestFilter(query: query))
        } catch {
            return smallAnswer(400, code: "bad_query", message: error.message)
        }
    }
}

extension JSONWriter {
    /// Writes an entry with its number.
    mutating func write(_ entry: JournalEntry, number: Int) {
        switch entry {
        case .exchange(let exchange): write(exchange, number: number)
        case .egress(let attempt): write(attempt, number: number)
        }
    }
}
