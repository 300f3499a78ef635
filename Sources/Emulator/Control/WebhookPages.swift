import HTTP
import JSON
import Simulation
import Vendors

/// The pages below `/_fauxto/webhooks`: what was delivered to whom, and delivering it again.
struct WebhookPages: Sendable {
    let dispatcher: WebhookDispatcher

    /// How much is shown of a body: enough for every answer with links, and not for pictures written into one.
    private static let shownBodyBytes = 64 << 10

    /// Answers a request for `path`, which is what follows `/_fauxto`; nil for another page.
    func answer(_ head: HTTPRequestHead, path: String) -> HTTPResponse? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard parts.first == "webhooks" else { return nil }
        if parts.count == 1 { return log(head) }
        guard parts.count == 3, parts.last == "redeliver" else { return nil }
        guard head.method == .post else { return wrongMethodAnswer(to: head, allowing: [.post]) }
        let requestID = String(parts[2])
        guard let delivery = dispatcher.redeliver(requestID) else {
            return smallAnswer(
                404,
                code: "no_such_webhook",
                message: "no webhook of a request \(requestID) was due yet, or it is forgotten; "
                    + "GET /_fauxto/webhooks lists them"
            )
        }
        var writer = JSONWriter(style: .javaScript)
        write(delivery, to: &writer)
        return controlPage(String(decoding: writer.bytes, as: UTF8.self), status: 202)
    }

    private func log(_ head: HTTPRequestHead) -> HTTPResponse {
        let methods: [HTTPMethod] = [.get, .head]
        guard methods.contains(head.method) else { return wrongMethodAnswer(to: head, allowing: methods) }
        var writer = JSONWriter(style: .javaScript)
        writer.beginObject()
        writer.key("webhooks")
        writer.beginArray()
        for delivery in dispatcher.deliveries { write(delivery, to: &writer) }
        writer.endArray()
        writer.endObject()
        return controlPage(String(decoding: writer.bytes, as: UTF8.self), status: 200)
    }

    private func write(_ delivery: WebhookDelivery, to writer: inout JSONWriter) {
        var redactor = Redactor()
        writer.beginObject()
        writer.member("requestId", delivery.requestID)
        writer.member("url", redactor.text(delivery.webhook.url))
        writer.member("state", delivery.state.name)
        writer.key("nextAttempt")
        if case .pending(let time) = delivery.state { writer.string(time.internetText) } else { writer.null() }
        writer.key("attempts")
        writer.beginArray()
        for attempt in delivery.attempts { write(attempt, to: &writer) }
        writer.endArray()
        writer.member("bodyBytes", delivery.body.count)
        let body = Array(delivery.body.prefix(Self.shownBodyBytes))
        writer.member("body", redactor.body(body, mediaType: nil, isCut: body.count < delivery.body.count))
        writer.endObject()
    }

    private func write(_ attempt: WebhookDelivery.Attempt, to writer: inout JSONWriter) {
        var redactor = Redactor()
        writer.beginObject()
        writer.member("number", attempt.number)
        writer.member("time", attempt.time.internetText)
        writer.key("status")
        if case .answered(let status) = attempt.outcome { writer.integer(status) } else { writer.null() }
        writer.key("error")
        switch attempt.outcome {
        case .answered: writer.null()
        case .unreachable(let reason), .refused(let reason): writer.string(redactor.text(reason))
        }
        writer.key("fields")
        writer.beginArray()
        for field in attempt.fields {
            writer.beginArray()
            writer.string(field.name)
            writer.string(redactor.value(of: field.name, field.value))
            writer.endArray()
        }
        writer.endArray()
        writer.endObject()
    }
}

extension WebhookDelivery.State {
    /// The name by which the control interface knows it; what is on its way is pending still.
    fileprivate var name: String {
        switch self {
        case .pending, .sending: "pending"
        case .delivered: "delivered"
        case .failed: "failed"
        }
    }
}
