import HTTP

/// The answer to a browser's question whether it may call (Fetch standard, "CORS-preflight request"); `methods` is what
/// it says of them.
func preflightAnswer(to call: Call, methods: String) -> Answer {
    var fields: HTTPFields = [
        "access-control-allow-origin": "*",
        "access-control-allow-methods": methods,
    ]
    if let asked = call.fields["Access-Control-Request-Headers"] {
        fields.append("vary", "Access-Control-Request-Headers")
        fields.append("access-control-allow-headers", asked)
    }
    return Answer(status: 204, fields: fields)
}
