import Digests
import HTTP
import Vendors

/// Decides who may use the emulator's own interface.
///
/// A web page that a developer has open can send requests to any address of the machine, and a name of its own can be made
/// to lead there (DNS rebinding). Browsers tell both: by `Origin` and `Sec-Fetch-Site`, and by `Host`.
struct ControlAccess: Sendable {
    private let settings: EmulatorConfiguration.Control
    private let publicURL: ReferenceURL?
    /// The digest of the token, so that comparing takes as long whatever is sent.
    private let tokenDigest: [UInt8]?

    init(_ settings: EmulatorConfiguration.Control, publicURL: String?) {
        self.settings = settings
        self.publicURL = publicURL.flatMap { ReferenceURL($0) }
        tokenDigest = settings.token.map { sha256(Array($0.utf8)) }
    }

    /// Why a request is not let in; nil where it is.
    ///
    /// - Parameters:
    ///   - head: The request.
    ///   - scheme: `http` or `https`, as the client reached the server.
    ///   - path: What follows `/_fauxto`. The health check needs no token, so that probes work.
    /// - Returns: The answer, which says what to set.
    func refusal(of head: HTTPRequestHead, scheme: String, path: String) -> HTTPResponse? {
        if let authority = head.authority, !isOurs(hostName(in: authority)) {
            return Self.refused(
                "the host '\(authority)' is none that the control interface answers for",
                remedy: "use the server's address, or name the host in control.hosts"
            )
        }
        for origin in head.fields.values(of: "Origin") where !isOurs(origin, in: head, scheme: scheme) {
            return Self.refused(
                "a page of the origin '\(origin)' may not use the control interface",
                remedy: "set publicUrl where that is this server's own address"
            )
        }
        for site in head.fields.values(of: "Sec-Fetch-Site") where site != "same-origin" && site != "none" {
            return Self.refused(
                "a page of another site may not use the control interface (Sec-Fetch-Site: \(site))",
                remedy: "open it by its address"
            )
        }
        return path == "/health" || hasToken(head) ? nil : Self.unauthorized
    }

    /// Whether a name of this server cannot be one that somebody else gave to its address.
    private func isOurs(_ host: String) -> Bool {
        if IPAddress(host) != nil || !host.contains(".") || host.hasSuffix(".localhost") { return true }
        return host == publicURL?.host || settings.hosts.contains { HostPattern($0).matches(host) }
    }

    private func isOurs(_ origin: String, in head: HTTPRequestHead, scheme: String) -> Bool {
        let origin = origin.lowercased()
        if let authority = head.authority, origin == "\(scheme)://\(authority.lowercased())" { return true }
        return publicURL.map { origin == "\($0.scheme)://\($0.authority.lowercased())" } ?? false
    }

    private func hasToken(_ head: HTTPRequestHead) -> Bool {
        guard let tokenDigest else { return true }
        guard let field = head.fields["Authorization"], field.lowercased().hasPrefix("bearer ") else { return false }
        let sent = sha256(Array(field.utf8.dropFirst("bearer ".utf8.count)))
        return zip(sent, tokenDigest).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func refused(_ reason: String, remedy: String) -> HTTPResponse {
        smallAnswer(403, code: "not_allowed", message: "\(reason); \(remedy)")
    }

    private static var unauthorized: HTTPResponse {
        var response = smallAnswer(
            401,
            code: "unauthorized",
            message: "the control interface asks for 'Authorization: Bearer TOKEN', the token of control.token"
        )
        response.fields.append("www-authenticate", "Bearer realm=\"fauxto\"")
        return response
    }
}
