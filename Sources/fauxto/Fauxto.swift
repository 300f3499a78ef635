import CLinux
import Emulator
import Glibc
import Printing

/// The command line of the emulator: finds the command named by the first word and runs it.
@main
struct Fauxto {
    static func main() async {
        linux_open_standard_descriptors()
        exit(StandardOutput.exitStatus(await run(Array(CommandLine.arguments.dropFirst()))))
    }

    /// Runs one command line and returns the exit status: 0, 1 for a failure, 64 for a wrong command line
    /// (`EX_USAGE` of sysexits.h).
    static func run(_ words: [String]) async -> Int32 {
        do throws(UsageError) {
            switch words.first {
            case "serve": return try await ServeCommand(words.dropFirst()).run()
            case "run": return try await RunCommand(words.dropFirst()).run()
            case "env": return try EnvCommand(words.dropFirst()).run()
            case "render": return try RenderCommand(words.dropFirst()).run()
            case "sheet": return try SheetCommand(words.dropFirst()).run()
            case "read": return try ReadCommand(words.dropFirst()).run()
            case "trust": return try TrustCommand(words.dropFirst()).run()
            case "check": return try CheckCommand(words.dropFirst()).run()
            case "schedule": return try ScheduleCommand(words.dropFirst()).run()
            case "preset": return try PresetCommand(words.dropFirst()).run()
            case "schema": return try SchemaCommand(words.dropFirst()).run()
            case "--version": write("\(releaseVersion)\n", to: STDOUT_FILENO)
            case "--help", "-h", "help": write(help, to: STDOUT_FILENO)
            case nil:
                throw UsageError(description: "no command; try 'fauxto serve', or 'fauxto --help' for all commands")
            case .some(let word):
                throw UsageError(description: "unknown command '\(word)'; 'fauxto --help' lists the commands")
            }
            return 0
        } catch {
            write("fauxto: \(error)\n", to: STDERR_FILENO)
            return 64
        }
    }

    private static let help: PrintableText = """
        Fauxto answers as image-generation vendors do, offline, with real images drawn from the request.

        Usage:
          fauxto serve [flags]   Start the server ('fauxto serve --help' lists the flags).
          fauxto run -- PROGRAM  Run a program against a server of its own, and report what it asked for.
          fauxto env [flags]     Print the variables that lead a shell's programs to a server that is running.
          fauxto render [flags]  Draw one picture into a file.
          fauxto sheet [flags]   Draw every style with a few seeds into one file.
          fauxto read IMAGE…     Print the receipt that a picture carries.
          fauxto check URL       Exit with 0 when the server at URL is healthy, with 1 otherwise.
          fauxto trust [flags]   Print where the certificate authority is and how to have it trusted.
          fauxto preset [NAME]   List the scenarios built in, or print one.
          fauxto schedule [flags]
                                 Print what the rules of a scenario will do, before they do it.
          fauxto schema          Print the JSON Schema of scenario files.
          fauxto --version       Print the version.
          fauxto --help          Print this page.

        """
}
