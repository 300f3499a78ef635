/// The parts of an absolute `http` or `https` URL that matter for finding a picture (RFC 3986 §3).
struct ReferenceURL: Hashable {
    /// Lower case.
    let scheme: String
    /// Lower case, without port.
    let host: String
    /// Host and port as written.
    let authority: String
    /// As written, without query and fragment; at least a slash.
    let path: String

    /// Reads a URL; nil when it is not an absolute `http` or `https` one with a host.
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        scheme = text[..<colon].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else { return nil }
        let afterSlashes = rest.dropFirst(2)
        let authorityWithUser = afterSlashes.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let path = afterSlashes.dropFirst(authorityWithUser.count).prefix { $0 != "?" && $0 != "#" }
        authority = String(authorityWithUser.split(separator: "@", omittingEmptySubsequences: false).last ?? "")
        host = hostName(in: authority)
        self.path = path.isEmpty ? "/" : String(path)
        guard !host.isEmpty else { return nil }
    }
}
