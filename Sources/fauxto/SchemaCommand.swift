import Glibc
import Printing
import Scenarios

/// `fauxto schema`: prints the JSON Schema of scenario files.
struct SchemaCommand {
    private var wantsHelp = false

    /// Reads the flags.
    init(_ words: some Sequence<String>) throws(UsageError) {
        var reader = ArgumentReader(words)
        while let word = reader.next() {
            switch word {
            case .option("--help", _), .option("-h", _): wantsHelp = true
            case .option(let name, _):
                throw UsageError(description: "unknown flag '\(name)'; 'fauxto schema --help' lists the flags")
            case .positional(let text):
                throw UsageError(description: "unexpected '\(text)'; 'fauxto schema --help' lists the flags")
            }
        }
    }

    /// Prints it.
    func run() -> Int32 {
        write(wantsHelp ? Self.help : PrintableText(lines: ScenarioSchema.text), to: STDOUT_FILENO)
        return 0
    }

    private static let help: PrintableText = """
        Prints the JSON Schema of scenario files, for editors that check while one writes.

        Usage: fauxto schema

          --help                   Print this page.

        """
}
