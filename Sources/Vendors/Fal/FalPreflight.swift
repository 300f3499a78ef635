import HTTP

/// Starlette's cross-origin preflight as fal's framework configures it: every origin, header and method, credentials.
enum FalPreflight {
    private static let methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY"]

    /// The answer to a preflight; nil when the call is none (source; that it comes before authentication is inferred
    /// from browsers sending no credentials with it).
    static func answer(to call: Call) -> Answer? {
        guard call.method == .options, let origin = call.fields["origin"],
            let method = call.fields["access-control-request-method"]
        else { return nil }
        var fields: HTTPFields = [
            "vary": "Origin, Access-Control-Request-Method, Access-Control-Request-Headers, "
                + "Access-Control-Request-Private-Network",
            "access-control-allow-methods": methods.joined(separator: ", "),
            "access-control-max-age": "600",
            "access-control-allow-credentials": "true",
            "access-control-allow-origin": origin,
        ]
        if let headers = call.fields["access-control-request-headers"] {
            fields.append("access-control-allow-headers", headers)
        }
        fields.append("content-type", "text/plain; charset=utf-8")
        return methods.contains(method)
            ? Answer(status: 200, fields: fields, body: Array("OK".utf8))
            : Answer(status: 400, fields: fields, body: Array("Disallowed CORS method".utf8))
    }
}
