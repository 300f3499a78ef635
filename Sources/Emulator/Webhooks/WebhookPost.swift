import Glibc
import HTTP

/// Sends a message to a receiver on this machine or near it, or to one that the operator allowed, and to no other.
struct WebhookPost: Sendable {
    let egress: EgressPolicy
    /// How long an attempt may take, in real time.
    let timeout: Duration

    /// Sends a message once, without a proxy and without following redirects.
    func send(_ body: [UInt8], with fields: HTTPFields, to url: String) async -> WebhookOutcome {
        let url = escaped(url)
        guard let parts = ReferenceURL(url) else { return .refused("'\(url)' is no absolute http or https URL") }
        let destination = HostAndPort(authority: parts.authority, defaultPort: parts.scheme == "https" ? 443 : 80)
        let deadline = ContinuousClock.now + timeout
        let addresses = await onOwnThread("fauxto-resolve") { Self.addresses(of: destination.host) } ?? []
        guard !addresses.isEmpty else { return .unreachable("the host '\(destination.host)' has no address") }
        if let refusal = refusal(of: destination, at: addresses) { return .refused(refusal) }
        var outcome = WebhookOutcome.unreachable("")
        for address in addresses {
            let place = address.contains(":") ? "[\(address)]" : address
            let rest = deadline - .now
            guard rest > .zero else { return .unreachable("no answer within \(timeout)") }
            let run = Curl(
                ["--max-time", "\(rest / .seconds(1))", "--connect-to", "::\(place):\(destination.port)"]
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
        if egress.allows(destination) { return nil }
        let outside = addresses.first { !HostAndPort(address: $0, port: destination.port).isLocal }
        return outside.map { address in
            let place = address == destination.host ? address : "\(destination.host) (\(address))"
            return "\(place) was not contacted: it is neither on this machine nor in a private network; "
                + "--allow-host \(destination.host) would let webhooks through"
        }
    }

    private static func arguments(_ fields: HTTPFields) -> [String] {
        [
            "--noproxy", "*", "--output", "/dev/null", "--write-out", "%{http_code} %{errormsg}",
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

    /// The addresses of a host, each once; none where it cannot be found.
    private static func addresses(of host: String) -> [String] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        var addresses: [String] = []
        var next = first
        while let entry = next?.pointee {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let flags = NI_NUMERICHOST
            if getnameinfo(entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, flags) == 0 {
                let address = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                if !addresses.contains(address) { addresses.append(address) }
            }
            next = entry.ai_next
        }
        return addresses
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
