import CLinux
import Emulator
import Glibc
import Printing

/// `fauxto serve`: starts the server and runs it until it is told to stop.
struct ServeCommand {
    private var flags = ServerFlags()
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
            case "--port-file": portFile = try reader.value(of: name, attached: attached)
            case "--help", "-h": wantsHelp = true
            default:
                guard try flags.take(name, attached: attached, from: &reader) else {
                    throw UsageError(description: "unknown flag '\(name)'; 'fauxto serve --help' lists the flags")
                }
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
            // A reader of our output that went away is no reason to stop serving.
            signal(SIGPIPE, SIG_IGN)
            linux_return_freed_memory()
            let termination = linux_note_termination()
            let output = LogWriter.standardOutput
            let server = try EmulatorServer(configuration: try flags.configuration())
            try server.start()
            // Not by us: what nobody reads must keep nobody from being served.
            output.write("Fauxto listening on \(server.url)\n")
            for (role, port) in server.rolePorts { output.write("  \(role) on port \(port)\n") }
            switch portFile {
            case nil: break
            case "-": output.write("\(server.port)\n")
            case let path?:
                let file = OutputFile(path: path, what: "the port file", flag: "--port-file", waitsForReader: false)
                try file.write("\(server.port)\n")
            }

            linux_await_termination(termination)
            await server.drain()
            output.flush()
            LogWriter.standardError.flush()
            return 0
        } catch {
            LogWriter.standardError.write("fauxto: \(error)\n")
            LogWriter.standardError.flush()
            return 1
        }
    }

    private static let help: PrintableText = """
        Starts the server and runs it until SIGTERM or SIGINT.

        Usage: fauxto serve [flags]

          --port N                 Port to listen on, 0 for any free one (default 8080).
          --port-file PATH         Write the port there once listening.
        \(ServerFlags.help)
          --log text|json|none     Form of the request log on standard error (default text).
          --quiet                  The same as --log none.
          --help                   Print this page.

        """
}
