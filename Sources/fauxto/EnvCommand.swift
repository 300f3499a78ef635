import Certificates
import Emulator
import Glibc
import Printing

/// `fauxto env`: prints the variables that lead a shell's programs to a server that is already running.
struct EnvCommand {
    private var url: String?
    private var directory: String?
    private var configurationFile: String?
    private var wantsHelp = false

    init(_ words: some Sequence<String>) throws(UsageError) {
        var reader = ArgumentReader(words)
        while let word = reader.next() {
            switch word {
            case .option("--url", let attached):
                let text = try reader.value(of: "--url", attached: attached)
                guard let parsed = PublicURL(text) else {
                    throw UsageError(description: "--url takes an http or https URL, not '\(text)'")
                }
                url = parsed.text
            case .option("--ca", let attached): directory = try reader.value(of: "--ca", attached: attached)
            case .option("--config", let attached):
                configurationFile = try reader.value(of: "--config", attached: attached)
            case .option("--help", _), .option("-h", _): wantsHelp = true
            case .option(let name, _):
                throw UsageError(description: "unknown flag '\(name)'; 'fauxto env --help' lists the flags")
            case .positional(let text):
                throw UsageError(description: "unexpected '\(text)'; 'fauxto env --help' lists the flags")
            }
        }
    }

    /// Prints them.
    func run() -> Int32 {
        if wantsHelp {
            write(Self.help, to: STDOUT_FILENO)
            return 0
        }
        do {
            var configuration = EmulatorConfiguration()
            if let configurationFile { configuration = try EmulatorConfiguration(file: configurationFile) }
            let environment = try ClientEnvironment(
                url: url ?? configuration.localURL(port: configuration.port),
                authority: CertificateAuthority(in: directory ?? configuration.ca),
                keys: configuration.keys,
                present: processEnvironment()
            )
            writeExactly(environment.shellCommands, to: STDOUT_FILENO)
            return 0
        } catch {
            write("fauxto: \(error)\n", to: STDERR_FILENO)
            return 1
        }
    }

    private static let help: PrintableText = """
        Prints the environment variables that lead programs to a server that is running, for a shell to read:

          eval "$(fauxto env)"

        Usage: fauxto env [flags]

          --url URL                The server's address (default: that of the configuration, http://127.0.0.1:8080).
          --config FILE            The configuration file that the server was started with, if any.
          --ca DIR                 The directory of its certificate authority, if it was named.
          --help                   Print this page.

        """
}
