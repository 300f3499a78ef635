/// The address of a server: `http://host[:port][/path]`.
struct CheckURL {
    let text: String
    let host: String
    let port: Int
    let authority: String
    /// Without a slash at the end.
    let path: String

    init?(_ text: String) {
        guard text.hasPrefix("http://") else { return nil }
        let rest = text.dropFirst(7)
        let authority = rest.prefix { $0 != "/" }
        var path = rest.dropFirst(authority.count)
        while path.hasSuffix("/") { path = path.dropLast() }
        let colon = authority.lastIndex(of: ":").flatMap { authority[$0...].contains("]") ? nil : $0 }
        let portText = colon.map { authority[authority.index(after: $0)...] } ?? "80"
        guard let port = Int(portText), (1...65_535).contains(port) else { return nil }
        var host = authority[..<(colon ?? authority.endIndex)]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { return nil }
        self.text = text
        self.host = String(host)
        self.port = port
        self.authority = String(authority)
        self.path = String(path)
    }
}
