import HTTP

extension Fal {
    /// The field in which a client tells the proxy what URL it means (source).
    static let targetField = "x-fal-target-url"

    /// The proxy of fal's JavaScript packages, to which `proxyUrl` leads (source: `@fal-ai/server-proxy`).
    ///
    /// It sends a caller's own key on, and else adds its application's, so a page calls without one.
    var applicationProxy: ApplicationProxy? {
        let key = keys.map { $0.min() ?? "" } ?? "application:proxy"
        return ApplicationProxy(
            prefix: "fal/proxy",
            targetField: Self.targetField,
            forwarding: { fields in
                var forwarded = fields
                forwarded[Self.targetField] = nil
                if fields["authorization"] == nil { forwarded["authorization"] = "Key \(key)" }
                // Whatever the page declared.
                forwarded["content-type"] = "application/json"
                return forwarded
            },
            // A text as JSON.
            refusal: Answer(
                status: 400,
                fields: ["content-type": "application/json", "access-control-allow-origin": "*"],
                body: Array(#""Invalid request""#.utf8)
            )
        )
    }
}
