import Contracts
import ImageGeneration
import JSON

extension Values {
    /// A prompt; a lone surrogate, which text cannot hold, is drawn as an unknown character.
    func prompt(_ field: Field) -> String {
        if case .surrogateString(let units) = self[field] { return String(decoding: units, as: UTF16.self) }
        return text(field) ?? ""
    }

    /// An integer of any size; nil when it is absent.
    func seed(_ field: Field) -> Seed? {
        switch self[field] {
        case .integer(let number): Seed(number)
        case .bigInteger(let digits): Seed(digits: digits)
        default: nil
        }
    }

    /// An object's `width` and `height`; nil when there is none.
    private func pixels(_ field: Field) -> PixelSize? {
        guard case .object(let object) = self[field],
            case .integer(let width) = object["width"],
            case .integer(let height) = object["height"]
        else { return nil }
        return PixelSize(width: width, height: height)
    }

    /// The pixels of a preset, an object, or `WIDTHxHEIGHT` as OpenAI's clients write it; nil when there is neither.
    func size(_ field: Field) -> PixelSize? {
        guard let name = text(field) else { return pixels(field) }
        return SizePreset(name: name)?.pixels ?? PixelSize(dimensions: name)
    }

    /// How many images; half an image is none, where a schema lets it pass.
    func imageCount(_ field: Field) -> Int {
        if case .double(let number) = self[field] { Int(number) } else { integer(field) }
    }

    /// A speed; nil when it is absent.
    func acceleration(_ field: Field) -> Generation.Acceleration? {
        text(field).flatMap(Generation.Acceleration.init)
    }
}

extension PixelSize {
    /// The size that `1024x768` means; each side is 1 to 14142 pixels, which are the bounds of the models upstream.
    fileprivate init?(dimensions text: String) {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let width = Self.side(parts[0]), let height = Self.side(parts[1]) else { return nil }
        self.init(width: width, height: height)
    }

    private static func side(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let side = Int(text) else { return nil }
        return (1...14_142).contains(side) ? side : nil
    }
}
