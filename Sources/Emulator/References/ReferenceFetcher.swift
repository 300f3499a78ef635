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
    /// Redirects are not followed: they could lead to a host that the operator did not allow.
    func fetch(_ url: String) async -> Result<[UInt8], Failure> {
        let run = Curl(
            [
                "--show-error", "--fail", "--max-time", "30", "--max-filesize", String(maximumBytes), "--output", "-",
                "--", url,
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
}
