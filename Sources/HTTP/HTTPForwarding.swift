extension HTTPRequestHead {
    /// The head on the wire, as a proxy sends it on to the host that the target names: with the path alone, that host in
    /// `Host` (RFC 9112 §3.2.2), without the fields that are for this connection only, and for one answer (RFC 9110
    /// §7.6.1).
    ///
    /// It keeps the client's version, since the answer is handed on as it comes: a client of HTTP/1.0 knows neither the
    /// chunked coding nor the answer 100 (RFC 9112 §6.1, RFC 9110 §15.2), and an expectation in its request has no meaning
    /// (§10.1.1), which it would get in HTTP/1.1.
    public func forwarded() -> [UInt8] {
        let named = fields.filter { $0.name.lowercased() == "connection" }
            .flatMap { $0.value.lowercased().split(whereSeparator: { ", \t".contains($0) }).map(String.init) }
        var left = Set(
            ["host", "connection", "keep-alive", "proxy-connection", "proxy-authorization", "te", "upgrade"] + named
        )
        // What says where the body ends belongs to the request, whatever it is named.
        left.subtract(["content-length", "transfer-encoding"])
        var text = "\(method) \(target.rawPath)"
        if let query = target.query { text += "?\(query)" }
        text += " \(version == .http10 ? "HTTP/1.0" : "HTTP/1.1")\r\nHost: \(target.authority ?? "")\r\n"
        for field in fields where !left.contains(field.name.lowercased()) {
            text += "\(field.name): \(field.value)\r\n"
        }
        return Array((text + "Connection: close\r\n\r\n").utf8)
    }
}
