import HTTP
import ImageGeneration

extension Fal {
    /// A call to the queue's host.
    func receiveQueue(_ call: Call) -> Reception {
        if let preflight = FalPreflight.answer(to: call) { return .answered(preflight) }
        if let refusal = gatewayRefusal(call) { return refuse(refusal, call) }
        // No request is known here (recorded for an id that the queue does not know).
        return refuse(
            FalRefusal(.json(Array(#"{"status":"NOT_FOUND"}"#.utf8)), status: 404, failure: .unknownModel),
            call
        )
    }

    /// A call to the host of uploads and tokens.
    func receiveRest(_ call: Call) -> Reception {
        if let preflight = FalPreflight.answer(to: call) { return .answered(preflight) }
        if let refusal = restRefusal(call) { return refuse(refusal, call) }
        return refuse(FalRefusal(.spacedDetail("Not Found"), status: 404, failure: .unknownModel), call)
    }
}
