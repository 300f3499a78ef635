import HTTP
import ImageGeneration
import JSON

extension Fal {
    /// A call to the host of image files for one that there is not; no gateway stands before it (inferred).
    func receiveMedia(_ call: Call) -> Reception {
        var answer = Answer(status: 404, fields: ["access-control-allow-origin": "*"])
        answer.setJSON(["detail": .string("Not Found")])
        return .answered(answer)
    }

    /// A call to the host of uploads and tokens.
    func receiveRest(_ call: Call) -> Reception {
        if let preflight = FalPreflight.answer(to: call) { return .answered(preflight) }
        if let refusal = restRefusal(call) { return refuse(refusal, call) }
        return refuse(FalRefusal(.spacedDetail("Not Found"), status: 404, failure: .unknownModel), call)
    }
}
