import Glibc
import Printing
import Scenarios

/// `fauxto preset`: lists the scenarios built into the program, or prints one.
struct PresetCommand {
    private var preset: ScenarioPreset?
    private var wantsHelp = false

    /// Reads the flags.
    init(_ words: some Sequence<String>) throws(UsageError) {
        var reader = ArgumentReader(words)
        while let word = reader.next() {
            switch word {
            case .option("--help", _), .option("-h", _): wantsHelp = true
            case .option(let name, _):
                throw UsageError(description: "unknown flag '\(name)'; 'fauxto preset --help' lists the flags")
            case .positional(let name):
                guard preset == nil else {
                    throw UsageError(description: "unexpected '\(name)'; preset prints one at a time")
                }
                guard let named = ScenarioPreset.named(name) else {
                    let names = ScenarioPreset.all.map(\.name).joined(separator: ", ")
                    throw UsageError(description: "there is no preset '\(name)'; there are \(names)")
                }
                preset = named
            }
        }
    }

    /// Prints what was asked for.
    func run() -> Int32 {
        if wantsHelp {
            write(Self.help, to: STDOUT_FILENO)
        } else if let preset {
            write(PrintableText(lines: String(decoding: preset.text, as: UTF8.self)), to: STDOUT_FILENO)
        } else {
            for preset in ScenarioPreset.all {
                let name = preset.name + String(repeating: " ", count: max(14 - preset.name.count, 1))
                write("\(name)\(preset.summary)\n", to: STDOUT_FILENO)
            }
        }
        return 0
    }

    private static let help: PrintableText = """
        Lists the scenarios that are built into the program, or prints one, to be changed and given to --scenario.

        Usage: fauxto preset [NAME]

          NAME                     The preset to print. 'fauxto serve --scenario NAME' takes it as it is.
          --help                   Print this page.

        """
}
