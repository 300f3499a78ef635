import Glibc

/// Fetches a reference from a host that the operator allowed, by running the `curl` program.
struct ReferenceFetcher: Sendable {
    let maximumBytes: Int

    /// Why nothing was fetched.
    struct Failure: Error, CustomStringConvertible {
        let description: String
        var isTooLarge = false
    }

    /// Fetches a URL, waiting at most thirty seconds.
    ///
    /// It blocks its thread. Redirects are not followed: they could lead to a host that the operator did not allow.
    func fetch(_ url: String) -> Result<[UInt8], Failure> {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return .failure(Failure(description: String(cString: strerror(errno)))) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let words = [
            // Neither the user's own settings nor the patterns that curl sees in brackets and braces may lead elsewhere.
            "curl", "--disable", "--globoff", "--silent", "--show-error", "--fail", "--max-time", "30",
            "--proto", "=http,https", "--max-filesize", String(maximumBytes), "--output", "-", "--", url,
        ]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var child: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        let status = posix_spawnp(&child, "curl", &actions, nil, &arguments, environ)
        close(ends[1])
        defer { close(ends[0]) }
        guard status == 0 else {
            return .failure(Failure(description: "cannot run curl: \(String(cString: strerror(status))); install curl"))
        }
        let bytes = readAll(from: ends[0], limit: maximumBytes)
        if bytes == nil { kill(child, SIGKILL) }
        var end: Int32 = 0
        while waitpid(child, &end, 0) < 0, errno == EINTR {}
        guard let bytes else {
            return .failure(Failure(description: "more than \(maximumBytes) bytes", isTooLarge: true))
        }
        let exitStatus = end >> 8 & 0xFF
        // 63 is curl's "maximum file size exceeded".
        guard end == 0 else {
            return .failure(Failure(description: "curl ended with \(exitStatus)", isTooLarge: exitStatus == 63))
        }
        return .success(bytes)
    }
}
