import HTTP

/// Sends a message to a receiver on this machine or near it, or to one that the operator allowed, and to no other.
struct WebhookPost: Sendable {
    let egress: EgressPolicy
    let ownListeners: OwnListeners
    /// How long an attempt may take, in real time.
    let timeout: Duration

    /// Sends a message once, without a proxy and without following redirects.
    func send(_ body: [UInt8], with fields: HTTPFields, to url: String) async -> WebhookOutcome {
        let url = escaped(url)
        guard let parts = ReferenceURL(url) else { return .refused("'\(url)' is no absolute http or https URL") }
        let destination = HostAndPort(authority: parts.authority, defaultPort: parts.scheme == "https" ? 443 : 80)
        let deadline = ContinuousClock.now + timeout
        let addresses = await addresses(of: destination.host)
        guard !addresses.isEmpty else { return .unreachable("the host '\(destination.host)' has no address") }
        if let refusal = refusal(of: destination, at: addresses) { return .refused(refusal) }
        var outcome = WebhookOutcome.unreachable("")
        for address in addresses {
            let rest = deadline - .now
            guard rest > .zero else { return .unreachable("no answer within \(timeout)") }
            let run = Curl(
                ["--max-time", "\(rest / .seconds(1))"] + Curl.connecting(to: address, port: destination.port)
                    + Self.arguments(fields) + ["--", url],
                input: body,
                maximumOutput: 4_096
            )
            let isUnconnected: Bool
            (outcome, isUnconnected) = Self.outcome(of: await run.output())
            guard isUnconnected else { return outcome }
        }
        return outcome
    }

    /// Why none of a host's addresses may be contacted; nil where they may.
    ///
    /// The connection goes to one of the addresses that were looked at here, whatever the name leads to by then.
    func refusal(of destination: HostAndPort, at addresses: [String]) -> String? {
        for text in addresses {
            guard let reason = reason(against: text, of: destination) else { continue }
            let place = text == destination.host ? text : "\(destination.host) (\(text))"
            return "\(place) was not contacted: it is \(reason); "
                + "--allow-host \(destination.host) would let webhooks through"
        }
        return nil
    }

    private func reason(against text: String, of destination: HostAndPort) -> String? {
        if let objection = egress.objection(to: text, of: destination, ownListeners) { return objection }
        let isNear = IPAddress(text).map { $0.scope == .loopback || $0.scope == .privateUse } ?? false
        return isNear || egress.names(destination.host) ? nil : "neither on this machine nor in a private network"
    }

    private static func arguments(_ fields: HTTPFields) -> [String] {
        [
            "--output", "/dev/null", "--write-out", "%{http_code} %{errormsg}",
            "--user-agent", "Fauxto/\(releaseVersion)", "--data-binary", "@-",
            // Long bodies would wait for a leave that few receivers give.
            "--header", "Expect:",
        ] + fields.flatMap { ["--header", "\($0.name): \($0.value)"] }
    }

    /// What a run tells, and whether the address took no connection, so that the next may be tried.
    private static func outcome(
        of result: Result<Curl.Output, Curl.Failure>
    ) -> (WebhookOutcome, isUnconnected: Bool) {
        switch result {
        case .success(let output):
            let words = String(decoding: output.bytes, as: UTF8.self).split(separator: " ", maxSplits: 1)
            if output.status == 0, let status = words.first.flatMap({ Int($0) }) { return (.answered(status), false) }
            let reason = words.count > 1 ? String(words[1]) : "curl ended with \(output.status)"
            // 7 is curl's "failed to connect to host".
            return (.unreachable(reason), output.status == 7)
        case .failure(.tooMuchOutput): return (.unreachable("curl said too much"), false)
        case .failure(.notRun(let reason)): return (.unreachable(reason), false)
        }
    }

    /// A URL with everything escaped that may not stand in one, as lenient clients send it.
    private func escaped(_ url: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        return String(
            decoding: url.utf8.flatMap { byte in
                (0x21...0x7E).contains(byte)
                    ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            },
            as: UTF8.self
        )
    }
}
