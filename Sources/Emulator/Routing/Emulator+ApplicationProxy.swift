import HTTP
import HTTPServer
import Simulation
import Vendors

/// What the emulator does in the place of the proxy that applications mount for a vendor's clients.
extension Emulator {
    /// What a call to such a proxy comes to.
    enum Forwarding {
        /// The call as it goes on to the vendor.
        case call(Call)
        /// It does not go on: the call as it came, the proxy's answer, and why.
        case refused(Call, Answer, note: String)
    }

    /// The call to a vendor's host that a call to the vendor's proxy stands for.
    ///
    /// Links in the answer lead to the address that the caller used: the clients send what they know to be the vendor's
    /// through the proxy again, and go to every other URL themselves.
    func forwarded(
        _ head: HTTPRequestHead,
        body: Call.Body,
        by proxy: ApplicationProxy,
        of vendor: any Vendor,
        in context: HTTPRequestContext
    ) -> Forwarding {
        let authority = head.authority ?? "127.0.0.1:\(context.localPort)"
        let scheme = head.target.scheme ?? (context.isEncrypted ? "https" : "http")
        let call = { (role: Role, path: String, query: String?, fields: HTTPFields, links: Links) in
            Call(
                role: role,
                method: head.method,
                path: path,
                query: query,
                fields: fields,
                body: body,
                time: self.clock.now,
                draw: Draw(serverSeed: 0),
                links: links
            )
        }
        let role = type(of: vendor).roles[0]
        let unchanged = call(
            role,
            head.target.rawPath,
            head.target.query,
            head.fields,
            Links(scheme: scheme, authority: authority, usesShortPrefixes: false)
        )
        // A browser asks before it names the URL; every host of the vendor's answers alike.
        guard head.method != .options else { return .call(unchanged) }
        let text = head.fields[proxy.targetField] ?? ""
        guard let target = try? HTTPRequestTarget(text), (try? target.decodedPath()) != nil,
            let host = vendorHost(in: target),
            case .vendor(let entry, let path, let links) = router.destination(
                path: "/\(host)\(target.rawPath)",
                authority: authority,
                listener: nil,
                scheme: scheme
            ), type(of: vendor).roles.contains(entry.role)
        else {
            let named = text.prefix { $0 != "?" }
            let note = "\(proxy.targetField) names no URL on a host of the vendor's, but '\(named)'"
            return .refused(unchanged, proxy.refusal, note: note)
        }
        return .call(call(entry.role, path, target.query, proxy.forwarding(head.fields), links))
    }

    /// The host that a URL names, if it is one of a vendor's.
    private func vendorHost(in target: HTTPRequestTarget) -> String? {
        guard let authority = target.authority else { return nil }
        let destination = HostAndPort(authority: authority, defaultPort: target.scheme == "http" ? 80 : 443)
        return router.serves(host: destination.host, port: destination.port) ? destination.host : nil
    }
}
