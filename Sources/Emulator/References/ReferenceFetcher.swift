import Glibc

/// Fetches a reference from a host that the operator allowed.
struct ReferenceFetcher: Sendable {
    let egress: EgressPolicy
    let ownListeners: OwnListeners
    /// The hosts that the operator allowed; an address among them may be contacted whatever it is.
    let allowed: [String]
    let maximumBytes: Int

    /// Why nothing was fetched.
    struct Failure: Error, CustomStringConvertible {
        let description: String
        var isTooLarge = false
        /// Whether nobody took the connection, so that another address may be tried.
        var isUnconnected = false
    }

    /// The longest that a fetch may take.
    private static let patience = Duration.seconds(30)

    /// Fetches a URL, waiting at most thirty seconds.
    ///
    /// Redirects are not followed: they could lead to a host that the operator did not allow. The host is looked up here,
    /// and the connection goes to an address that was looked at, or through the proxy that the environment names, which
    /// looks hosts up itself; what is near by is reached without it.
    func fetch(_ url: String) async -> Result<[UInt8], Failure> {
        guard let parts = ReferenceURL(url) else { return .failure(Failure(description: "it is no http or https URL")) }
        let destination = HostAndPort(authority: parts.authority, defaultPort: parts.scheme == "https" ? 443 : 80)
        let deadline = ContinuousClock.now + Self.patience
        let addresses = await addresses(of: destination.host)
        for address in addresses {
            if let objection = egress.objection(to: address, of: destination, ownListeners, named: allowed) {
                return .failure(
                    Failure(description: "'\(destination.host)' leads to \(address), and that is \(objection)")
                )
            }
        }
        let isNear = !addresses.isEmpty && addresses.allSatisfy { IPAddress($0)?.scope.isLocal == true }
        if !isNear, Self.hasProxy(for: parts.scheme) { return await run(["--noproxy", ""], url, until: deadline) }
        var failure = Failure(description: "the host '\(destination.host)' has no address")
        for address in addresses {
            let options = Curl.connecting(to: address, port: destination.port)
            switch await run(options, url, until: deadline) {
            case .success(let bytes): return .success(bytes)
            case .failure(let reason):
                failure = reason
                guard reason.isUnconnected else { return .failure(reason) }
            }
        }
        return .failure(failure)
    }

    /// Whether the environment names a proxy, in the variables that curl reads.
    private static func hasProxy(for scheme: String) -> Bool {
        let names = ["\(scheme)_proxy", "all_proxy", "ALL_PROXY"] + (scheme == "https" ? ["HTTPS_PROXY"] : [])
        return names.contains { name in getenv(name).map { $0.pointee != 0 } ?? false }
    }

    private func run(
        _ options: [String],
        _ url: String,
        until deadline: ContinuousClock.Instant
    ) async -> Result<[UInt8], Failure> {
        let rest = deadline - .now
        guard rest > .zero else { return .failure(Failure(description: "no answer within \(Self.patience)")) }
        let run = Curl(
            options + [
                "--show-error", "--fail", "--max-time", "\(rest / .seconds(1))", "--max-filesize", String(maximumBytes),
                "--output", "-", "--", url,
            ],
            maximumOutput: maximumBytes
        )
        switch await run.output() {
        case .success(let output) where output.status == 0:
            return .success(output.bytes)
        case .success(let output):
            // 63 is curl's "maximum file size exceeded", 7 its "failed to connect to host".
            let failure = Failure(
                description: "curl ended with \(output.status)",
                isTooLarge: output.status == 63,
                isUnconnected: output.status == 7
            )
            return .failure(failure)
        case .failure(.tooMuchOutput):
            return .failure(Failure(description: "more than \(maximumBytes) bytes", isTooLarge: true))
        case .failure(.notRun(let reason)):
            return .failure(Failure(description: reason))
        }
    }
}
