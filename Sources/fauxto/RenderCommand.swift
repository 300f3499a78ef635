import Emulator
import Glibc
import Imaging
import Printing

/// `fauxto render`: draws one picture into a file.
struct RenderCommand {
    private var picture = Picture(
        Recipe(prompt: "", seed: 0, width: 1024, height: 768),
        origin: Picture.Origin(version: releaseVersion)
    )
    private var format = PictureFormat.png
    private var quality = 95
    private var output: String?
    private var reference: String?
    private var wantsHelp = false

    /// Reads the flags.
    init(_ words: some Sequence<String>) throws(UsageError) {
        var reader = ArgumentReader(words)
        var prompt: String?
        while let word = reader.next() {
            guard case .option(let name, let attached) = word else {
                throw UsageError(description: "unexpected '\(word.text)'; 'fauxto render --help' lists the flags")
            }
            switch name {
            case "--prompt": prompt = try reader.value(of: name, attached: attached)
            case "--seed":
                picture.recipe.seed = try reader.seed(of: name, attached: attached)
            case "--index":
                picture.recipe.index = try reader.number(of: name, attached: attached, in: 0...Int.max)
            case "--size":
                (picture.recipe.width, picture.recipe.height) = try reader.size(of: name, attached: attached)
            case "--style":
                picture.recipe.style = try reader.choice(of: name, attached: attached, as: StyleChoice.self)
            case "--reference": reference = try reader.value(of: name, attached: attached)
            case "--strength":
                picture.recipe.strength = Strength(try reader.fraction(of: name, attached: attached))
            case "--texture":
                picture.finish.texture = Texture(try reader.fraction(of: name, attached: attached))
            case "--no-caption": picture.finish.caption = false
            case "--no-receipt": picture.finish.receipt = false
            case "--format": format = try reader.choice(of: name, attached: attached, as: PictureFormat.self)
            case "--quality": quality = try reader.number(of: name, attached: attached, in: 1...100)
            case "--output", "-o": output = try reader.value(of: name, attached: attached)
            case "--help", "-h":
                wantsHelp = true
                return
            default:
                throw UsageError(description: "unknown flag '\(name)'; 'fauxto render --help' lists the flags")
            }
        }
        guard let prompt else { throw UsageError(description: "render needs --prompt TEXT") }
        picture.recipe.prompt = prompt
        guard output != nil else { throw UsageError(description: "render needs --output FILE") }
    }

    /// Draws the picture; 0 once the file is there.
    func run() -> Int32 {
        guard !wantsHelp, let output else {
            write(Self.help, to: STDOUT_FILENO)
            return 0
        }
        do {
            var picture = picture
            if let reference { picture.recipe.reference = .image(try readPicture(at: reference)) }
            let encoding: ImageEncoding =
                switch format {
                case .png: .png
                case .jpeg: .jpeg(quality: quality)
                }
            var stream = try ImageStream(picture, as: encoding)
            try OutputFile(path: output, what: "the picture", flag: "--output").write { try stream.next() }
            return 0
        } catch {
            write("fauxto: \(error)\n", to: STDERR_FILENO)
            return 1
        }
    }

    private func readPicture(at path: String) throws -> ReferenceImage {
        let bytes = try InputFile(path: path).bytes(limit: ReferenceImage.Limits().bytes)
        do throws(ReferenceImageError) {
            return try ReferenceImage.decode(bytes)
        } catch {
            throw InputFileError(description: "cannot use '\(path)' as a reference: \(error)")
        }
    }

    private static let help: PrintableText = """
        Draws one picture into a file, as the server would.

        Usage: fauxto render --prompt TEXT --output FILE [flags]

          --prompt TEXT            The words to draw from.
          -o, --output FILE        Where to write the picture; - for standard output.
          --seed N                 The seed, any 64 bits (default 0).
          --index N                Which image of a batch, from 0 (default 0).
          --size WIDTHxHEIGHT      The size in pixels (default 1024x768).
          --format png|jpeg        The file format (default png).
          --quality N              The quality of a JPEG file, 1 to 100 (default 95).
          --style NAME             \(StyleChoice.allCases.map(\.rawValue).joined(separator: ", "));
                                   without it the prompt and the seed choose.
          --reference FILE         A picture to start from.
          --strength X             How far to leave it, from 0 to 1 (default 1).
          --texture X              How much grain to sow, from 0 to 1 (default 0.02).
          --no-caption             Leave out the strip that says what was asked.
          --no-receipt             Leave out the marks and the text that say so to programs.
          --help                   Print this page.

        """
}

/// The file formats that pictures are written in.
private enum PictureFormat: String, CaseIterable {
    case png, jpeg
}
