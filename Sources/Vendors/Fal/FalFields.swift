import HTTP
import Simulation

extension Fal {
    /// The fields that the gateway puts on every answer (recorded on successes, inferred for the others).
    ///
    /// An answer with a request id is the clients' sign that the gateway, and not the load balancer before it, spoke.
    func gatewayFields(for call: Call, isFromApp: Bool) -> HTTPFields {
        var fields = isFromApp ? Self.fieldsFromApp : Self.fieldsFromGateway
        fields.append("x-fal-request-id", requestID(draw: call.draw, time: call.time))
        if let origin = call.fields["origin"] { addCrossOriginFields(for: origin, to: &fields) }
        return fields
    }

    private static let fieldsFromGateway: HTTPFields = [
        "strict-transport-security": "max-age=31536000; includeSubDomains",
        "x-robots-tag": "noindex",
    ]

    /// With the name of the runner, the only machine there is.
    private static let fieldsFromApp: HTTPFields = {
        var fields = fieldsFromGateway
        fields.append("x-fal-served-from", Draw(serverSeed: 0).uuidV4("fal runner"))
        return fields
    }()

    /// What lets a page of another origin read an answer (source: the framework allows every origin, with credentials).
    private func addCrossOriginFields(for origin: String, to fields: inout HTTPFields) {
        fields.append("access-control-allow-origin", origin)
        fields.append("access-control-allow-credentials", "true")
        fields.append("vary", "Origin")
    }
}
