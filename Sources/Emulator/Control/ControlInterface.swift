import HTTP
import JSON
import Simulation
import Vendors

/// The emulator's own interface under `/_fauxto`: health, the journal, the report, webhooks, and starting afresh.
struct ControlInterface: Sendable {
    let journal: Journal
    let tally: Tally
    let webhooks: WebhookPages
    let weather: Weather
    let clock: ClockPage
    /// Forgets everything since the start.
    let reset: @Sendable () -> Void

    /// Answers a request for `path`, which is what follows `/_fauxto`.
    func answer(_ head: HTTPRequestHead, body: Call.Body, path: String) -> HTTPResponse {
        switch path {
        case "/health":
            return answer(head, allowing: [.get, .head]) { #"{"status":"ok"}"# }
        case "/requests":
            return answer(head, allowing: [.get, .head, .delete]) {
                guard head.method != .delete else {
                    journal.reset()
                    return #"{"requests":[]}"#
                }
                return journalText()
            }
        case "/report":
            return answer(head, allowing: [.get, .head]) { tally.current.json }
        case "/clock":
            return clock.answer(head, body: body)
        case "/reset":
            return answer(head, allowing: [.post]) {
                reset()
                return #"{"status":"ok"}"#
            }
        default:
            if let page = webhooks.answer(head, path: path) { return page }
            return smallAnswer(
                404,
                code: "no_such_path",
                message: "/_fauxto\(path) is not there; there are /_fauxto/clock, /_fauxto/health, /_fauxto/report, "
                    + "/_fauxto/requests, /_fauxto/webhooks and /_fauxto/reset"
            )
        }
    }

    private func answer(
        _ head: HTTPRequestHead,
        allowing methods: [HTTPMethod],
        with text: () -> String
    ) -> HTTPResponse {
        guard methods.contains(head.method) else { return wrongMethodAnswer(to: head, allowing: methods) }
        return HTTPResponse(
            status: 200,
            fields: ["content-type": "application/json", "cache-control": "no-store"],
            body: .bytes(Array((text() + "\n").utf8))
        )
    }

    private func journalText() -> String {
        var writer = JSONWriter(style: .javaScript)
        writer.beginObject()
        writer.key("requests")
        writer.beginArray()
        for (number, entry) in journal.entries() {
            switch entry {
            case .exchange(let exchange): writer.write(exchange, number: number)
            case .egress(let attempt): writer.write(attempt, number: number)
            }
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
