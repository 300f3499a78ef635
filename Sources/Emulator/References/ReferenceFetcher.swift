/// Fetches a reference from a host that the operator allowed.
struct ReferenceFetcher: Sendable {
    let maximumBytes: Int

    /// Why nothing was fetched.
    struct Failure: Error, CustomStringConvertible {
        let description: String
        var isTooLarge = false
    }

    /// Fetches a URL, waiting at most thirty seconds.
    ///
    /// Redirects are not followed: they could lead to a host that the operator did not allow. Nor is a name followed to an
    /// address where no server of the public is; the connection goes to one of the addresses that were looked at.
    func fetch(_ text: String, from url: ReferenceURL) async -> Result<[UInt8], Failure> {
        let destination = HostAndPort(authority: url.authority, defaultPort: url.scheme == "https" ? 443 : 80)
        let addresses = await addresses(of: destination.host)
        guard let address = addresses.first else {
            return .failure(Failure(description: "the host '\(destination.host)' has no address"))
        }
        if destination.scope == nil, let odd = addresses.first(where: Self.isOdd) {
            return .failure(Failure(description: "'\(destination.host)' leads to \(odd), where no server can be"))
        }
        let place = address.contains(":") ? "[\(address)]" : address
        let run = Curl(
            [
                "--show-error", "--fail", "--max-time", "30", "--max-filesize", String(maximumBytes), "--output", "-",
                "--connect-to", "::\(place):\(destination.port)", "--", text,
            ],
            maximumOutput: maximumBytes
        )
        switch await run.output() {
        case .success(let output) where output.status == 0:
            return .success(output.bytes)
        case .success(let output):
            // 63 is curl's "maximum file size exceeded".
            let isTooLarge = output.status == 63
            return .failure(Failure(description: "curl ended with \(output.status)", isTooLarge: isTooLarge))
        case .failure(.tooMuchOutput):
            return .failure(Failure(description: "more than \(maximumBytes) bytes", isTooLarge: true))
        case .failure(.notRun(let reason)):
            return .failure(Failure(description: reason))
        }
    }

    /// Whether an address is no machine's that a name should lead to.
    private static func isOdd(_ text: String) -> Bool {
        switch IPAddress(text)?.scope {
        case .linkLocal, .unspecified, .multicast, nil: true
        case .loopback, .privateUse, .global: false
        }
    }
}
