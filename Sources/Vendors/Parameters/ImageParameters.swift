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
    func pixels(_ field: Field) -> PixelSize? {
        guard case .object(let object) = self[field],
            case .integer(let width) = object["width"],
            case .integer(let height) = object["height"]
        else { return nil }
        return PixelSize(width: width, height: height)
    }

    /// A preset's pixels, or an object's; nil when there is neither.
    func size(_ field: Field) -> PixelSize? {
        if let name = text(field) { SizePreset(name: name)?.pixels } else { pixels(field) }
    }

    /// A speed; nil when it is absent.
    func acceleration(_ field: Field) -> Generation.Acceleration? {
        text(field).flatMap(Generation.Acceleration.init)
    }
}
