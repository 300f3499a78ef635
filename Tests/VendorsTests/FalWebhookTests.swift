import HTTP
import Simulation
import Testing

@testable import Vendors

@Suite struct `fal's message to a webhook` {
    private let end = Timestamp(nanoseconds: 14_000_000_000)

    private func webhook() throws -> JobWebhook {
        let call = Fal.call(
            host: "queue.fal.run",
            path: "/fal-ai/flux/srpo",
            query: "fal_webhook=https://example.com/hook",
            fields: ["authorization": "Key id:secret"]
        )
        guard case .queue(let queueCall) = Fal(settings: VendorSettings()).receive(call),
            case .submit(let submission) = queueCall.request
        else { throw UnexpectedReception() }
        return try #require(submission.webhook)
    }

    private func body(_ ending: JobEnding, _ answer: Answer?) throws -> String {
        let run = answer.map { _ in JobRun(start: Timestamp(nanoseconds: 10_000_000_000), end: end) }
        let state = JobState.finished(ending, run: run, at: end)
        let job = QueuedJob(id: "0199", state: state, answer: answer, generation: nil, time: end)
        return String(decoding: try webhook().body(job), as: UTF8.self)
    }

    private let start = #"{"request_id":"0199","gateway_request_id":"0199","status":"#

    @Test func `has the payload as the model wrote it`() throws {
        let answer = Answer(status: 200, fields: ["content-type": "application/json"], body: Array(#"{"a": "é"}"#.utf8))
        #expect(try body(.completed, answer) == start + #""OK","payload":{"a": "é"}}"#)
    }

    @Test(arguments: [400, 422, 500, 504] as [HTTPStatus])
    func `has the status of an error before its body`(status: HTTPStatus) throws {
        let answer = Answer(status: status, fields: ["content-type": "application/json"], body: Array("{}".utf8))
        let error = "Invalid status code: \(status.code)"
        #expect(try body(.completed, answer) == start + #""ERROR","error":"\#(error)","payload":{}}"#)
    }

    @Test(arguments: [
        Answer(status: 200, fields: ["content-type": "text/html"], body: Array("<html>".utf8)),
        Answer(status: 200, fields: ["content-type": "application/json"]), Answer(status: 200),
    ])
    func `says why there is no payload`(answer: Answer) throws {
        let sentence =
            "Response payload is not JSON serializable. "
            + "Either return a JSON serializable object or use the queue endpoint to retrieve the response."
        #expect(try body(.completed, answer) == start + #""OK","payload":null,"payload_error":"\#(sentence)"}"#)
    }

    @Test(arguments: [
        (JobEnding.cancelled, 499, "Request was cancelled by the client", "client_cancelled"),
        (.startTimedOut, 504, "Request timed out", "request_timeout"),
    ])
    func `tells of a job without an answer what its result does`(
        ending: JobEnding,
        status: Int,
        detail: String,
        type: String
    ) throws {
        let payload = #"{"detail":"\#(detail)","error_type":"\#(type)"}"#
        let error = "Invalid status code: \(status)"
        #expect(try body(ending, nil) == start + #""ERROR","error":"\#(error)","payload":\#(payload)}"#)
    }

    @Test func `has fields with the signature of four lines`() throws {
        let attempt = WebhookAttempt(
            requestID: "0199",
            time: end,
            digest: [0x0A, 0xFF],
            sign: { [0x5E] + Array($0.suffix(4)) }
        )
        let fields = try webhook().fields(attempt)
        let user = try #require(fields["x-fal-webhook-user-id"])
        var signed: [UInt8] = []
        _ = try webhook().fields(
            WebhookAttempt(requestID: "0199", time: end, digest: [0x0A, 0xFF]) { message in
                signed = message
                return []
            }
        )
        #expect(String(decoding: signed, as: UTF8.self) == "0199\n\(user)\n14\n0aff")
        #expect(fields["content-type"] == "application/json")
        #expect(fields["x-fal-webhook-request-id"] == "0199")
        #expect(fields["x-fal-webhook-timestamp"] == "14")
        // "0aff" in hexadecimal digits.
        #expect(fields["x-fal-webhook-signature"] == "5e30616666")
    }

    @Test func `is verified by a key that everybody may ask for`() throws {
        func ask(_ method: HTTPMethod, key: [UInt8]?) throws -> Answer {
            let call = Fal.call(method, host: "rest.fal.ai", path: "/.well-known/jwks.json", fields: [:])
            return try answered(Fal(settings: VendorSettings(webhookKey: key)).receive(call)).answer
        }
        let key = Array(repeating: 0xFB, count: 32) as [UInt8]
        let text = String(decoding: try ask(.get, key: key).body, as: UTF8.self)
        let x = "-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s"
        #expect(text == #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"\#(x)"}]}"#)
        #expect(try ask(.head, key: key).status == 200)
        #expect(try ask(.get, key: nil).body == Array(#"{"keys":[]}"#.utf8))
        let refusal = try ask(.post, key: key)
        #expect(refusal.status == 405)
        #expect(refusal.fields["allow"] == "GET, HEAD")
    }
}
