import CLinux
import Certificates
import Emulator
import Glibc
import Printing

/// `fauxto run -- COMMAND…`: runs a program against a server of its own, and reports what it asked for.
struct RunCommand {
    /// What becomes of a run in which the program tried to reach another host.
    private enum EgressVerdict: String, CaseIterable {
        case fail, warn
    }

    private var flags = ServerFlags()
    private var command: [String] = []
    private var reportFile: String?
    private var egress = EgressVerdict.fail
    private var isQuiet = false
    private var wantsHelp = false

    /// Reads the flags, then the program with its arguments.
    init(_ words: some Sequence<String>) throws(UsageError) {
        var reader = ArgumentReader(words)
        reading: while let word = reader.next() {
            guard case .option(let name, let attached) = word else {
                command = [word.text] + reader.rest
                break
            }
            switch name {
            case "--":
                command = reader.rest
                break reading
            case "--report": reportFile = try reader.value(of: name, attached: attached)
            case "--egress": egress = try reader.choice(of: name, attached: attached, as: EgressVerdict.self)
            case "--quiet" where attached == nil: isQuiet = true
            case "--help", "-h": wantsHelp = true
            default:
                guard try flags.take(name, attached: attached, from: &reader) else {
                    throw UsageError(description: "unknown flag '\(name)'; 'fauxto run --help' lists the flags")
                }
            }
        }
        guard wantsHelp || !command.isEmpty else {
            throw UsageError(description: "run needs a program, such as 'fauxto run -- pytest'")
        }
    }

    /// Runs the program; returns its exit status, or 1 where it would be 0 but another host was to be reached, a call came
    /// back too early, or the report could not be written.
    func run() async -> Int32 {
        if wantsHelp {
            write(Self.help, to: STDOUT_FILENO)
            return 0
        }
        do {
            signal(SIGPIPE, SIG_IGN)
            linux_return_freed_memory()
            var configuration = try flags.configuration {
                $0.port = 0
                $0.log = .none
            }
            let standIn = try configuration.ca == nil ? TemporaryAuthority.whereNoneCanBeKept() : nil
            defer { standIn?.remove() }
            if let standIn {
                configuration.ca = standIn.directory
                write("fauxto: \(standIn.reason)\n", to: STDERR_FILENO)
            }
            let server = try EmulatorServer(configuration: configuration)
            try server.start()
            let present = processEnvironment()
            let environment = try ClientEnvironment(
                url: server.localURL,
                authority: CertificateAuthority(in: configuration.ca),
                keys: configuration.keys,
                present: present
            )
            let child = try ChildProcess(command, environment: environment.added(to: present))
            let exitStatus = child.wait()
            await server.drain()
            LogWriter.standardError.flush()
            return finish(exitStatus, with: server.report)
        } catch {
            write("fauxto: \(error)\n", to: STDERR_FILENO)
            return (error as? ChildProcess.Failure)?.exitStatus ?? 1
        }
    }

    /// Tells what the program asked for, and decides on the exit status: a program's own failure wins over all else.
    private func finish(_ exitStatus: Int32, with report: Report) -> Int32 {
        var complaints: [String] = []
        if !isQuiet { write(report.text, to: STDERR_FILENO) }
        if let reportFile {
            let file = OutputFile(path: reportFile, what: "the report", flag: "--report")
            do {
                try file.write(report.json(of: command, exitStatus: Int(exitStatus)) + "\n")
            } catch {
                complaints.append("\(error)")
            }
        }
        if exitStatus == 0, egress == .fail, report.refusedEgress > 0 {
            let remedy = "allow the host, or end with 0 all the same by --egress warn"
            complaints.append("'\(command[0])' tried to reach another host; \(remedy)")
        }
        if exitStatus == 0, report.earlyReturnCount > 0 {
            complaints.append(
                "'\(command[0])' came back before a Retry-After was over; have it wait, or take retryCheck out of the rule"
            )
        }
        for complaint in complaints { write("fauxto: \(complaint)\n", to: STDERR_FILENO) }
        return exitStatus == 0 && !complaints.isEmpty ? 1 : exitStatus
    }

    private static let help: PrintableText = """
        Starts a server, runs a program that takes it for its proxy and trusts it, and reports what was asked for.

        Usage: fauxto run [flags] [--] PROGRAM [ARGUMENT…]

          --report FILE            Write the report there as JSON; - is standard output.
          --egress fail|warn       Whether attempts to reach a host that is no vendor's turn exit status 0 into 1
                                   (default fail); none gets through unless it is allowed.
          --quiet                  Print no report.
          --log text|json|none     Form of the request log on standard error (default none).
          --port N                 Port to listen on (default: any free one).
        \(ServerFlags.help)
          --help                   Print this page.

        Where the user's data directory cannot be written to, the certificate authority is kept in a temporary folder
        for as long as the program runs. The program finds the server in HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and FAUXTO_URL, what it is to trust in
        SSL_CERT_FILE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE and NODE_EXTRA_CA_CERTS, and API keys in FAL_KEY and the like,
        where none are set. The exit status is the program's; 0 becomes 1 where it tried to reach another host, or came
        back before a Retry-After was over that a rule with retryCheck had told it.

        """
}
