import CLinux
import Emulator
import Glibc
import Vendors

/// `fauxto serve`: starts the server and runs it until it is told to stop.
struct ServeCommand {
    private var configurationFile: String?
    /// What the flags set, whatever the configuration file says.
    private var overrides: [(inout EmulatorConfiguration) -> Void] = []
    private var portFile: String?
    private var wantsHelp = false

    /// Reads the flags.
    init(_ words: some Sequence<String>) throws(UsageError) {
        var reader = ArgumentReader(words)
        while let word = reader.next() {
            guard case .option(let name, let attached) = word else {
                throw UsageError(description: "unexpected '\(word.text)'; 'fauxto serve --help' lists the flags")
            }
            switch name {
            case "--host":
                let host = try reader.value(of: name, attached: attached)
                overrides.append { $0.host = host }
            case "--port":
                let port = try reader.number(of: name, attached: attached, in: 0...65_535)
                overrides.append { $0.port = port }
            case "--port-file":
                portFile = try reader.value(of: name, attached: attached)
            case "--public-url":
                let url = try reader.value(of: name, attached: attached)
                guard let publicURL = PublicURL(url) else {
                    throw UsageError(description: "--public-url takes an http or https URL, not '\(url)'")
                }
                overrides.append { $0.publicURL = publicURL.text }
            case "--seed":
                let seed = try reader.number(of: name, attached: attached, in: 0...Int.max)
                overrides.append { $0.seed = UInt64(seed) }
            case "--strictness":
                let strictness = try reader.choice(of: name, attached: attached, as: VendorSettings.Strictness.self)
                overrides.append { $0.strictness = strictness }
            case "--config":
                configurationFile = try reader.value(of: name, attached: attached)
            case "--threads":
                let threads = try reader.number(of: name, attached: attached, in: 1...64)
                overrides.append { $0.threads = threads }
            case "--listen":
                let pair = try reader.value(of: name, attached: attached)
                let listener = try Self.listener(pair)
                overrides.append { $0.listen.append(listener) }
            case "--ca":
                let directory = try reader.value(of: name, attached: attached)
                overrides.append { $0.ca = directory }
            case "--allow-host":
                let pattern = try reader.value(of: name, attached: attached)
                overrides.append { $0.egress.allow.append(pattern) }
            case "--allow-local":
                guard attached == nil else { throw UsageError(description: "--allow-local takes no value") }
                overrides.append { $0.egress.allowLocal = true }
            case "--log":
                let log = try reader.choice(of: name, attached: attached, as: EmulatorConfiguration.Log.self)
                overrides.append { $0.log = log }
            case "--quiet":
                guard attached == nil else { throw UsageError(description: "--quiet takes no value") }
                overrides.append { $0.log = .none }
            case "--help", "-h":
                wantsHelp = true
            default:
                throw UsageError(description: "unknown flag '\(name)'; 'fauxto serve --help' lists the flags")
            }
        }
    }

    /// Starts the server, says where it listens, and serves until SIGTERM or SIGINT.
    func run() async -> Int32 {
        if wantsHelp {
            write(Self.help, to: STDOUT_FILENO)
            return 0
        }
        do {
            var configuration = EmulatorConfiguration()
            if let configurationFile { configuration = try EmulatorConfiguration(file: configurationFile) }
            for override in overrides { override(&configuration) }
            // A reader of our output that went away is no reason to stop serving.
            signal(SIGPIPE, SIG_IGN)
            let termination = linux_note_termination()

            let server = try EmulatorServer(configuration: configuration)
            try server.start()
            write("Fauxto listening on \(server.url)\n", to: STDOUT_FILENO)
            for (role, port) in server.rolePorts { write("  \(role) on port \(port)\n", to: STDOUT_FILENO) }
            if let portFile {
                try OutputFile(path: portFile, what: "the port file", flag: "--port-file").write("\(server.port)\n")
            }

            linux_await_termination(termination)
            await server.drain(timeout: .seconds(10))
            return 0
        } catch {
            write("fauxto: \(error)\n", to: STDERR_FILENO)
            return 1
        }
    }

    private static func listener(_ pair: String) throws(UsageError) -> (role: String, port: Int) {
        let parts = pair.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let port = Int(parts[1]), (0...65_535).contains(port) else {
            throw UsageError(description: "--listen takes ROLE=PORT, such as fal.run=8443, not '\(pair)'")
        }
        return (String(parts[0]), port)
    }

    private static let help = """
        Starts the server and runs it until SIGTERM or SIGINT.

        Usage: fauxto serve [flags]

          --host ADDRESS           Address to listen on (default 127.0.0.1).
          --port N                 Port to listen on, 0 for any free one (default 8080).
          --port-file PATH         Write the port there once listening.
          --listen ROLE=PORT       Give one role a port of its own, such as fal.run=8443 (repeatable).
          --public-url URL         Begin the URLs in answers with this instead of the address the caller used.
          --seed N                 Seed of everything that looks random (default 0).
          --strictness documented|observed
                                   Enforce every rule a vendor's page states (default), or only what its server
                                   was seen to enforce.
          --config FILE            Read a configuration file; flags win over it.
          --threads N              Event loops (default: one per processor).
          --ca DIR                 Keep the certificate authority there ('fauxto trust --help' says what it is for).
          --allow-host PATTERN     Let clients that take this server for their proxy through to this host, or to all
                                   below a domain by *.domain (repeatable).
          --allow-local            Let them through to loopback and private addresses that they name.
          --log text|json|none     Form of the request log on standard error (default text).
          --quiet                  The same as --log none.
          --help                   Print this page.

        """
}
