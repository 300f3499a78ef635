import HTTP
import ImageGeneration
import JSON
import Simulation
import WebFormats

extension Fal {
    /// The webhook that a call to the queue asks for; nil when it asks for none.
    func webhook(of call: Call) -> JobWebhook? {
        guard let url = call.parameter("fal_webhook") else { return nil }
        return JobWebhook(url: url, body: { webhookBody(of: $0, for: call) }, fields: { webhookFields($0, for: call) })
    }

    /// What a receiver is sent (documented: the members of every case, and their order).
    ///
    /// That the error of a job without an answer of the model is told by the status of its result as well is inferred.
    private func webhookBody(of job: QueuedJob, for call: Call) -> [UInt8] {
        let result = result(of: job, for: call)
        let isGood = (200..<300).contains(result.status.code)
        var writer = JSONWriter(style: .python)
        writer.beginObject()
        writer.member("request_id", job.id)
        // It differs after the gateway's own retries, of which there are none here.
        writer.member("gateway_request_id", job.id)
        writer.member("status", isGood ? "OK" : "ERROR")
        if !isGood { writer.member("error", "Invalid status code: \(result.status.code)") }
        writer.key("payload")
        if result.fields["content-type"] == "application/json", !result.body.isEmpty {
            writer.verbatim(String(decoding: result.body, as: UTF8.self))
        } else {
            writer.null()
            writer.member(
                "payload_error",
                "Response payload is not JSON serializable. "
                    + "Either return a JSON serializable object or use the queue endpoint to retrieve the response."
            )
        }
        writer.endObject()
        return writer.bytes
    }

    /// The fields that a receiver verifies (documented: names, and what is signed).
    private func webhookFields(_ attempt: WebhookAttempt, for call: Call) -> HTTPFields {
        let time = String(attempt.time.seconds)
        let user = userID(of: call)
        let message = [attempt.requestID, user, time, hexadecimal(attempt.digest)].joined(separator: "\n")
        return [
            "Content-Type": "application/json",
            "X-Fal-Webhook-Request-Id": attempt.requestID,
            "X-Fal-Webhook-User-Id": user,
            "X-Fal-Webhook-Timestamp": time,
            "X-Fal-Webhook-Signature": hexadecimal(attempt.sign(Array(message.utf8))),
        ]
    }

    /// The user that a key belongs to, in the form of the ids of whoever signs in with GitHub (inferred).
    private func userID(of call: Call) -> String {
        let number = Draw(serverSeed: 0).branch(text: account(of: call) ?? "").number("user id", below: 90_000_000)
        return "github|\(10_000_000 + number)"
    }

    /// The refusal of a webhook that leads nowhere, as pydantic words what is no URL (inferred).
    func webhookRefusal(_ call: Call) -> FalRefusal? {
        guard let url = call.parameter("fal_webhook"), let fault = FalURLFault(url)?.error else { return nil }
        let error: JSONObject = [
            "type": .string(fault.type),
            "loc": .array([.string("query"), .string("fal_webhook")]),
            "msg": .string(fault.message),
            "input": .string(url),
            "ctx": .object(fault.context),
        ]
        return FalRefusal(.object(["detail": .array([.object(error)])]), status: 422, failure: .invalidInput)
    }

    /// The key by which receivers verify messages (documented), for everybody and for as long as they may keep it.
    func publishedKeys(_ call: Call) -> Reception {
        guard call.method == .get || call.method == .head else {
            let fields: HTTPFields = ["allow": "GET, HEAD"]
            return refuse(
                FalRefusal(.detail("Method Not Allowed"), status: 405, failure: .invalidInput, fields: fields),
                call
            )
        }
        let keys = webhookKey.map { key in
            JSONValue.object(["kty": .string("OKP"), "crv": .string("Ed25519"), "x": .string(Base64.encodeForURL(key))])
        }
        var answer = Answer(status: 200, fields: gatewayFields(for: call, isFromApp: false))
        answer.fields.append("cache-control", "public, max-age=86400")
        answer.setJSON(["keys": .array(keys.map { [$0] } ?? [])])
        return .answered(answer)
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
