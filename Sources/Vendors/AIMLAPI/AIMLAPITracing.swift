import HTTP
import Simulation

/// The ids by which a call can be found again, and how they travel in header fields
/// (https://docs.aimlapi.com/capabilities/request-tracing-and-cost).
struct AIMLAPITracing {
    let profile: AIMLAPIProfile
    /// Also `requestId` in error bodies.
    let requestID: String
    /// The id under which the charge is recorded; nil when nothing was generated.
    let inferenceID: String?
    /// The caller's own id, when it is one that the vendor stores.
    let clientRequestID: String?

    /// Draws the ids of a call.
    init(of call: Call, profile: AIMLAPIProfile, isInference: Bool) {
        self.profile = profile
        requestID = Self.requestID(call.draw)
        inferenceID = isInference ? call.draw.nanoid("inference id") : nil
        clientRequestID = call.fields["X-Client-Request-Id"].flatMap { isStorable($0) ? $0 : nil }
    }

    /// The id that a call with this draw gets.
    static func requestID(_ draw: Draw) -> String { draw.nanoid("request id") }

    /// Adds the fields that every answer of the profile carries.
    func add(to fields: inout HTTPFields) {
        switch profile {
        case .november2025:
            fields.append("x-powered-by", "Express")
            fields.append("access-control-allow-origin", "*")
        case .august2026:
            fields.append("access-control-allow-origin", "*")
            fields.append("access-control-expose-headers", exposedFields)
            fields.append("x-request-id", requestID)
            if let inferenceID { fields.append("x-inference-id", inferenceID) }
            if let clientRequestID { fields.append("x-client-request-id", clientRequestID) }
        }
    }
}

private let exposedFields =
    "x-request-id, x-inference-id, x-client-request-id, x-aimlapi-credits-used, x-aimlapi-usd-spent"

/// 1 to 128 characters of `A-Z a-z 0-9 . _ : -`; anything else is dropped without a word.
private func isStorable(_ id: String) -> Bool {
    (1...128).contains(id.utf8.count)
        && id.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F: true
            default: false
            }
        }
}
