import Glibc
import Imaging
import Printing

/// `fauxto sheet`: draws every style with a few seeds, side by side in one PNG file.
struct SheetCommand {
    private var prompt = ""
    private var seed = 1
    private var columns = 4
    private var size = (width: 320, height: 240)
    private var output: String?
    private var wantsHelp = false

    /// Reads the flags.
    init(_ words: some Sequence<String>) throws(UsageError) {
        var reader = ArgumentReader(words)
        while let word = reader.next() {
            guard case .option(let name, let attached) = word else {
                throw UsageError(description: "unexpected '\(word.text)'; 'fauxto sheet --help' lists the flags")
            }
            switch name {
            case "--prompt": prompt = try reader.value(of: name, attached: attached)
            case "--seed": seed = try reader.number(of: name, attached: attached, in: 0...Int(Int32.max))
            case "--columns": columns = try reader.number(of: name, attached: attached, in: 1...100)
            case "--size": size = try reader.size(of: name, attached: attached)
            case "--output", "-o": output = try reader.value(of: name, attached: attached)
            case "--help", "-h":
                wantsHelp = true
                return
            default:
                throw UsageError(description: "unknown flag '\(name)'; 'fauxto sheet --help' lists the flags")
            }
        }
        guard output != nil else { throw UsageError(description: "sheet needs --output FILE") }
    }

    /// Draws the sheet; 0 once the file is there.
    func run() -> Int32 {
        guard !wantsHelp, let output else {
            write(Self.help, to: STDOUT_FILENO)
            return 0
        }
        do {
            let rows = StyleChoice.allCases.map { style in
                (0..<columns).map { column in
                    Picture(
                        Recipe(
                            prompt: prompt,
                            seed: UInt64(seed + column),
                            style: style,
                            width: size.width,
                            height: size.height
                        ),
                        finish: .none
                    )
                }
            }
            var stream = try ImageStream(ContactSheet(rows: rows, margin: max(size.width / 40, 1)), as: .png)
            try OutputFile(path: output, what: "the sheet", flag: "--output").write { try stream.next() }
            return 0
        } catch {
            write("fauxto: \(error)\n", to: STDERR_FILENO)
            return 1
        }
    }

    private static let help: PrintableText = """
        Draws every style, a row each, with a few seeds, a column each, into one PNG file.

        Usage: fauxto sheet --output FILE [flags]

          -o, --output FILE        Where to write the sheet; - for standard output.
          --prompt TEXT            The words that sway the colours (default none).
          --seed N                 The seed of the first column (default 1); the next columns count up.
          --columns N              How many seeds (default 4).
          --size WIDTHxHEIGHT      The size of each picture in pixels (default 320x240).
          --help                   Print this page.

        """
}
