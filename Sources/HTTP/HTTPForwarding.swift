extension HTTPRequestHead {
    /// The head on the wire, as a proxy sends it on to the host that the target names: with the path alone, that host in
    /// `Host` (RFC 9112 §3.2.2), without the fields that are for this connection only, and for one answer (RFC 9110
    /// §7.6.1).
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
        text += " HTTP/1.1\r\nHost: \(target.authority ?? "")\r\n"
        for field in fields where !left.contains(field.name.lowercased()) {
            text += "\(field.name): \(field.value)\r\n"
        }
        return Array((text + "Connection: close\r\n\r\n").utf8)
    }
}
