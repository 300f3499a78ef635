import CLinux
import Glibc
import Locks

/// One run of the `curl` program, which brings a client's TLS and its trust store, not worth having again here.
final class Curl: Sendable {
    /// What came of a run.
    struct Output: Sendable {
        /// What it wrote to its standard output.
        let bytes: [UInt8]
        /// Its exit status; 0 if all went well.
        let status: Int
    }

    /// Why there is no output.
    enum Failure: Error {
        /// The reason, with what to do.
        case notRun(String)
        case tooMuchOutput
    }

    private struct State {
        /// The child, as long as it can be killed: from its start until it is known to have ended.
        var child: pid_t?
        var isCancelled = false
    }

    private let words: [String]
    private let input: [UInt8]
    private let maximumOutput: Int
    private let state = Lock(State())

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - arguments: The options and the URL.
    ///   - input: What it finds on its standard input.
    ///   - maximumOutput: How many bytes it may write.
    init(_ arguments: [String], input: [UInt8] = [], maximumOutput: Int) {
        // Neither the user's own settings nor the patterns that curl sees in brackets and braces may lead elsewhere.
        words = ["curl", "--disable", "--globoff", "--silent", "--proto", "=http,https"] + arguments
        self.input = input
        self.maximumOutput = maximumOutput
    }

    /// The options by which it connects to an address whatever the URL names, and to no proxy.
    static func connecting(to address: String, port: Int) -> [String] {
        let place = address.contains(":") ? "[\(address)]" : address
        return ["--noproxy", "*", "--connect-to", "::\(place):\(port)"]
    }

    /// Runs the program; it is killed if the task is cancelled.
    func output() async -> Result<Output, Failure> {
        await withTaskCancellationHandler {
            await onOwnThread("fauxto-curl") { self.run() } ?? .failure(.notRun("no thread to run curl on"))
        } onCancel: {
            state.withLock { state in
                state.isCancelled = true
                if let child = state.child { kill(child, SIGKILL) }
            }
        }
    }

    private func run() -> Result<Output, Failure> {
        var ends: [Int32] = [0, 0]
        let error = linux_pipe(&ends)
        guard error == 0 else { return .failure(.notRun(String(cString: strerror(-error)))) }
        guard let source = inputDescriptor() else {
            for end in ends { close(end) }
            return .failure(.notRun("no room for what is to be sent"))
        }
        let status = start(reading: source, writing: ends[1])
        close(source)
        close(ends[1])
        defer { close(ends[0]) }
        guard status == 0 else {
            return .failure(.notRun("cannot run curl: \(String(cString: strerror(status))); install curl"))
        }
        let bytes = readAll(from: ends[0], limit: maximumOutput)
        let exit = end(killing: bytes == nil)
        guard let bytes else { return .failure(.tooMuchOutput) }
        return .success(Output(bytes: bytes, status: exit))
    }

    /// A file in memory with the input; nil if there can be none.
    private func inputDescriptor() -> Int32? {
        let descriptor = linux_memory_file()
        guard descriptor >= 0 else { return nil }
        var rest = input[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                close(descriptor)
                return nil
            }
            rest = rest.dropFirst(count)
        }
        lseek(descriptor, 0, SEEK_SET)
        return descriptor
    }

    /// Starts the child unless the run is cancelled already; returns 0 or the number of an error.
    private func start(reading source: Int32, writing target: Int32) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, source, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, target, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        guard !state.withLock({ $0.isCancelled }) else { return ECANCELED }
        var child: pid_t = 0
        // Without the lock, which an event loop may want for cancelling: finding and starting a program reads files.
        let status = posix_spawnp(&child, "curl", &actions, nil, &arguments, environ)
        guard status == 0 else { return status }
        state.withLock { [child] state in
            state.child = child
            if state.isCancelled { kill(child, SIGKILL) }
        }
        return 0
    }

    /// Waits for the child's end; returns its exit status, or 255 if it was killed.
    private func end(killing isKilled: Bool) -> Int {
        guard let child = state.withLock({ $0.child }) else { return 255 }
        if isKilled { kill(child, SIGKILL) }
        // Its number may only be given to another once it has been waited for, so that nobody else is killed.
        var information = siginfo_t()
        while waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        state.withLock { $0.child = nil }
        var end: Int32 = 0
        while waitpid(child, &end, 0) < 0, errno == EINTR {}
        return end & 0x7F == 0 ? Int(end >> 8 & 0xFF) : 255
    }
}
