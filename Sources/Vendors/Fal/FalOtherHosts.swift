import HTTP
import ImageGeneration
import JSON

extension Fal {
    /// A call to the queue's host.
    func receiveQueue(_ call: Call) -> Reception {
        if let preflight = FalPreflight.answer(to: call) { return .answered(preflight) }
        if let refusal = gatewayRefusal(call) { return refuse(refusal, call) }
        // No request is known here (recorded for an id that the queue does not know).
        return refuse(
            FalRefusal(.object(["status": .string("NOT_FOUND")]), status: 404, failure: .unknownModel),
            call
        )
    }
}
