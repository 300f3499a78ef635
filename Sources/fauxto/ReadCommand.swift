import Glibc
import Imaging
import Printing

/// `fauxto read IMAGE…`: prints the receipts that pictures carry.
struct ReadCommand {
    private var images: [String] = []
    private var wantsJSON = false
    private var wantsHelp = false

    init(_ words: some Sequence<String>) throws(UsageError) {
        var reader = ArgumentReader(words)
        while let word = reader.next() {
            switch word {
            case .option("--help", _), .option("-h", _): wantsHelp = true
            case .option("--json", nil): wantsJSON = true
            case .option("--json", _): throw UsageError(description: "--json takes no value")
            case .option(let name, _):
                throw UsageError(description: "unknown flag '\(name)'; 'fauxto read --help' lists the flags")
            case .positional(let path): images.append(path)
            }
        }
        guard wantsHelp || !images.isEmpty else {
            throw UsageError(description: "read needs the path of an image, or - to read it from standard input")
        }
    }

    /// Prints each receipt; 0 when every picture has one.
    func run() -> Int32 {
        if wantsHelp {
            write(Self.help, to: STDOUT_FILENO)
            return 0
        }
        var status: Int32 = 0
        var isFirst = true
        for image in images {
            do throws(InputFileError) {
                let found = try find(in: image)
                let separator: PrintableText = isFirst ? "" : "\n"
                if wantsJSON {
                    writeExactly(printableJSON(found.json) + "\n", to: STDOUT_FILENO)
                } else {
                    write(separator + page(of: image, found), to: STDOUT_FILENO)
                }
                isFirst = false
            } catch {
                write("fauxto: \(error)\n", to: STDERR_FILENO)
                status = 1
            }
        }
        return status
    }

    /// What is found, as lines of a name and a value.
    private func page(of image: String, _ found: FoundReceipt) -> PrintableText {
        let place =
            switch found {
            case .metadata: "from metadata"
            case .pixels: "from pixels, which tell the recipe alone"
            }
        let lines = [("image", image), ("found", place)] + found.members.map { ($0.name, $0.value) }
        return lines.map { "\($0.0): \($0.1)\n" as PrintableText }.joined()
    }

    private func find(in image: String) throws(InputFileError) -> FoundReceipt {
        let limits = ReferenceImage.Limits(bytes: 256 << 20, pixels: 100_000_000)
        let file = try InputFile(path: image).bytes(limit: limits.bytes)
        let found: FoundReceipt?
        do throws(ReferenceImageError) {
            found = try FoundReceipt.find(in: file, limits: limits)
        } catch .notAnImage {
            throw InputFileError(description: "'\(image)' is not an image; give read a PNG or JPEG file")
        } catch {
            throw InputFileError(description: "cannot read '\(image)': \(error)")
        }
        guard let found else {
            throw InputFileError(
                description: "'\(image)' has no receipt; if Fauxto drew it, give read the file as it was served"
            )
        }
        return found
    }

    private static let help: PrintableText = """
        Prints the receipt that a picture drawn by Fauxto carries: who was asked, for what, and which picture it is.

        Usage: fauxto read [--json] IMAGE…

          IMAGE                    A PNG or JPEG file, or - for standard input.
          --json                   Print one line of JSON for each picture.
          --help                   Print this page.

        The file's metadata hold the whole receipt. Where they are lost, the bars along the picture's lower edge still
        tell the recipe, and nothing else. Exits with 1 when a picture has no receipt.

        """
}
