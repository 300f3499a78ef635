import HTTP
import JSON
import Simulation

/// The body and header fields around a refusal.
struct AIMLAPIErrorEnvelope {
    let profile: AIMLAPIProfile
    let tracing: AIMLAPITracing

    /// The answer to a call that is refused.
    func answer(_ refusal: AIMLAPIRefusal, to call: Call) -> Answer {
        let body: JSONObject
        var fields: HTTPFields
        switch profile {
        case .november2025:
            body = dated2025(refusal, call)
            fields = ["content-type": "application/json; charset=utf-8"]
        case .august2026:
            body = problem(refusal, call)
            fields = ["content-type": "application/problem+json; charset=utf-8"]
        }
        tracing.add(to: &fields)
        return .json(.object(body), status: refusal.status, fields: fields)
    }

    /// The members of RFC 9457 that the vendor sends, and its own.
    private func problem(_ refusal: AIMLAPIRefusal, _ call: Call) -> JSONObject {
        var error: JSONObject = ["name": .string(refusal.name), "message": .string(refusal.message)]
        error["data"] = refusal.data
        return [
            "title": .string(title(of: refusal.status)),
            "status": .integer(refusal.status.code),
            "message": .string(refusal.message),
            "instance": .string(call.path),
            "requestId": .string(tracing.requestID),
            "timestamp": .string(call.time.internetText),
            "error": .object(error),
        ]
    }

    /// A schema failure stands in `meta` as zod's `format()` tree, under a message of its own.
    private func dated2025(_ refusal: AIMLAPIRefusal, _ call: Call) -> JSONObject {
        var body: JSONObject = [
            "requestId": .string(tracing.requestID),
            "statusCode": .integer(refusal.status.code),
            "timestamp": .string(call.time.internetText),
            "path": .string(call.path),
        ]
        if case .array(let issues) = refusal.data {
            body["meta"] = ZodFormat.tree(of: issues)
            body["message"] = .string("Invalid input")
        } else {
            body["message"] = .string(refusal.message)
        }
        return body
    }

    /// The reason phrase as Node knows it.
    private func title(of status: HTTPStatus) -> String {
        status.code == 413 ? "Payload Too Large" : status.reasonPhrase
    }
}
