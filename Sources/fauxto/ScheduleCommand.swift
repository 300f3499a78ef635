import Emulator
import Glibc
import Printing
import Scenarios

/// `fauxto schedule`: prints what the rules of scenarios will do at an account's first calls.
struct ScheduleCommand {
    private var configuration = EmulatorConfiguration()
    private var account = ""
    private var count = 20
    private var wantsJSON = false
    private var wantsHelp = false

    /// Reads the flags.
    init(_ words: some Sequence<String>) throws(UsageError) {
        var reader = ArgumentReader(words)
        while let word = reader.next() {
            guard case .option(let name, let attached) = word else {
                throw UsageError(description: "unexpected '\(word.text)'; 'fauxto schedule --help' lists the flags")
            }
            switch name {
            case "--scenario": configuration.scenarios.append(try reader.value(of: name, attached: attached))
            case "--seed":
                configuration.seed = UInt64(try reader.number(of: name, attached: attached, in: 0...Int.max))
            case "--account": account = try reader.value(of: name, attached: attached)
            case "--count", "-n": count = try reader.number(of: name, attached: attached, in: 1...1_000_000)
            case "--json":
                guard attached == nil else { throw UsageError(description: "--json takes no value") }
                wantsJSON = true
            case "--help", "-h":
                wantsHelp = true
                return
            default:
                throw UsageError(description: "unknown flag '\(name)'; 'fauxto schedule --help' lists the flags")
            }
        }
        guard !configuration.scenarios.isEmpty else {
            throw UsageError(description: "schedule needs --scenario FILE, or the name of a preset in its place")
        }
        guard !account.isEmpty else {
            throw UsageError(description: "schedule needs --account KEY, the API key that calls come with")
        }
    }

    /// Prints the schedule; 0 when the scenarios could be read.
    func run() -> Int32 {
        if wantsHelp {
            write(Self.help, to: STDOUT_FILENO)
            return 0
        }
        do throws(EmulatorError) {
            let schedule = try configuration.schedule(for: account, count: count)
            var pieces = ScheduleText(of: schedule, as: wantsJSON ? .object : .table)
            while let piece = pieces.next() {
                let text = String(decoding: piece, as: UTF8.self)
                if wantsJSON {
                    writeExactly(printableJSON(text), to: STDOUT_FILENO)
                } else {
                    write(PrintableText(lines: text), to: STDOUT_FILENO)
                }
            }
            if wantsJSON { writeExactly("\n", to: STDOUT_FILENO) }
            return 0
        } catch {
            write("fauxto: \(error)\n", to: STDERR_FILENO)
            return 1
        }
    }

    private static let help: PrintableText = """
        Prints what each rule of a scenario will do at an account's first calls that match it, before they happen: those
        of a server that has just started, if they are no repetitions of one another and come at once.

        Usage: fauxto schedule --scenario FILE --account KEY [flags]

          --scenario FILE          The rules, or the name of a preset (repeatable).
          --account KEY            The API key that the calls come with.
          --seed N                 The server's seed, where the scenario has none of its own (default 0).
          -n, --count N            How many calls of each rule (default 20).
          --json                   Print one line of JSON.
          --help                   Print this page.

        GET /_fauxto/schedule?account=KEY&n=20 tells the same of a server that is running.

        """
}
