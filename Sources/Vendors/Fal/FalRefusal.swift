import HTTP
import ImageGeneration
import JSON

/// A call that ends before any model runs: what is said, and why in neutral terms.
struct FalRefusal {
    /// The body.
    enum Body {
        /// `{"detail":"…"}`
        case detail(String)
        /// `{"detail": "…"}`, as hosts without FastAPI write it.
        case spacedDetail(String)
        /// Any other JSON, ready to be sent.
        case json([UInt8])
        /// An object that holds neither NaN nor lone surrogates, and so can always be written.
        case object(JSONObject)
        case none
    }

    var body: Body
    var status: HTTPStatus
    var failure: ProviderFailure?
    var findings: [String] = []
    /// The fields beside those that every answer has.
    var fields: HTTPFields = [:]
    /// Whether an app server answered, and not the gateway before it.
    var isFromApp = false

    init(_ body: Body, status: HTTPStatus, failure: ProviderFailure?, fields: HTTPFields = [:]) {
        self.body = body
        self.status = status
        self.failure = failure
        self.fields = fields
    }

    /// A refusal by an app server.
    static func app(
        _ body: Body,
        status: HTTPStatus,
        failure: ProviderFailure?,
        fields: HTTPFields = [:],
        findings: [String] = []
    ) -> FalRefusal {
        var refusal = FalRefusal(body, status: status, failure: failure, fields: fields)
        refusal.isFromApp = true
        refusal.findings = findings
        return refusal
    }
}

extension Fal {
    /// Answers a call with a refusal.
    func refuse(_ refusal: FalRefusal, _ call: Call) -> Reception {
        .answered(answer(refusal, for: call), failure: refusal.failure, findings: refusal.findings)
    }

    /// A refusal as it goes over the wire.
    func answer(_ refusal: FalRefusal, for call: Call) -> Answer {
        var answer = Answer(status: refusal.status, fields: gatewayFields(for: call, isFromApp: refusal.isFromApp))
        switch refusal.body {
        case .none:
            break
        case .detail(let text):
            answer.setJSON(["detail": .string(text)])
        case .spacedDetail(let text):
            answer.setJSON(["detail": .string(text)], layout: .spaced)
        case .json(let bytes):
            answer.setJSON(bytes)
        case .object(let object):
            answer.setJSON(object)
        }
        for field in refusal.fields { answer.fields.append(field.name, field.value) }
        return answer
    }
}

extension Answer {
    /// Sets a JSON body.
    mutating func setJSON(_ bytes: [UInt8]) {
        body = bytes
        fields.append("content-type", "application/json")
    }

    /// Sets a body of an object that holds neither NaN nor lone surrogates, and so can always be written.
    mutating func setJSON(_ object: JSONObject, layout: JSONStyle.Layout = .compact) {
        setJSON(json(object, layout))
    }

    /// Sets a body of one event whose data is JSON without line breaks; it may be the first of a stream or all of it.
    mutating func setEventStream(_ data: [UInt8]) {
        body = ServerSentEvent(data: String(decoding: data, as: UTF8.self)).encoded
        fields.append("content-type", "text/event-stream; charset=utf-8")
        fields.append("cache-control", "no-cache")
    }

    /// Sets a body of one event whose data is an object that can always be written.
    mutating func setEventStream(_ object: JSONObject) {
        setEventStream(json(object, .compact))
    }

    private func json(_ object: JSONObject, _ layout: JSONStyle.Layout) -> [UInt8] {
        var style = JSONStyle.python
        style.layout = layout
        return (try? JSONWriter.write(.object(object), style: style)) ?? []
    }
}
