import HTTP
import HTTPServer
import Simulation

/// What the emulator does for clients that take it for their proxy: it is every vendor's host, and no way to any other.
extension Emulator {
    /// Decides on CONNECT, and on requests whose target is a whole URL.
    func decide(on head: HTTPRequestHead, in context: HTTPRequestContext) -> HTTPProxyDecision {
        let authority = head.target.authority ?? ""
        let isTunnel = head.method == .connect
        let destination = HostAndPort(authority: authority, defaultPort: head.target.scheme == "https" ? 443 : 80)
        if router.serves(host: destination.host, port: destination.port) { return .answer }
        let isOurselves = egress.isOurselves(destination, authority: authority, localPort: context.localPort)
        if isOurselves { return .answer }
        let target = isTunnel ? authority : "\(head.target.scheme ?? "http")://\(authority)\(head.target.rawPath)"
        let isAllowed = egress.allows(destination)
        guard isAllowed, isTunnel || head.target.scheme == "http" else {
            let remedy =
                isAllowed ? "ask for a tunnel by CONNECT" : "\(egress.flag(allowing: destination)) would let it through"
            let note = "\(authority) was not contacted: \(remedy)"
            record(head, destination, target, isAllowed: false, note: note)
            return .refuse(
                HTTPResponse(
                    status: 403,
                    fields: ["content-type": "text/plain; charset=utf-8"],
                    body: .bytes(Array("Fauxto answers for image vendors only; \(note)\n".utf8))
                )
            )
        }
        record(head, destination, target, isAllowed: true, note: "let through to \(authority)")
        return .relay(host: destination.host, port: destination.port) { [self] address in
            guard let reason = egress.objection(to: address, of: destination, ownListeners) else { return nil }
            let place = address == destination.host ? authority : "\(authority) (\(address))"
            let note = "\(place) was not contacted: it is \(reason)"
            record(head, destination, target, isAllowed: false, note: note)
            return note
        }
    }

    private func record(
        _ head: HTTPRequestHead,
        _ destination: HostAndPort,
        _ target: String,
        isAllowed: Bool,
        note: String
    ) {
        let attempt = EgressAttempt(
            time: clock.now,
            method: head.method,
            host: destination.host,
            target: target,
            isAllowed: isAllowed,
            note: note
        )
        log.write(attempt)
        tally.count(attempt)
        journal.record(.egress(attempt))
    }

    /// Whether the caller reaches the vendors' real hosts through this server.
    func isProxied(_ head: HTTPRequestHead, in context: HTTPRequestContext) -> Bool {
        if context.tunnelAuthority != nil { return true }
        guard head.target.form == .absolute, let authority = head.target.authority else { return false }
        let destination = HostAndPort(authority: authority, defaultPort: 80)
        return router.serves(host: destination.host, port: destination.port)
    }

    /// The answer to plain HTTP in a tunnel to a port that speaks TLS, as the real host would have refused it.
    func unencryptedTunnelAnswer(in context: HTTPRequestContext) -> HTTPResponse? {
        guard !context.isEncrypted, let authority = context.tunnelAuthority, authority.hasSuffix(":443") else {
            return nil
        }
        return smallAnswer(
            400,
            code: "https_required",
            message: "plain HTTP was sent through a tunnel to \(authority), which speaks HTTPS"
        )
    }
}
