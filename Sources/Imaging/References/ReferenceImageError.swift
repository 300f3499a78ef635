/// Why bytes could not be used as a reference image.
public enum ReferenceImageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The bytes are no image of any known kind.
    case notAnImage
    /// The bytes begin as a file of a known kind, and then break its rules or end too early; in the decoder's own words.
    case corrupt(String)
    /// The header announces more pixels than are accepted; nothing was decoded.
    case tooManyPixels(width: Int, height: Int, limit: Int)
    /// The header announces a side longer than any picture's; nothing was decoded.
    case sideTooLong(width: Int, height: Int)
    /// There are more bytes than are accepted; nothing was read.
    case tooManyBytes(count: Int, limit: Int)
    /// There is no room for the bytes of its pixels; nothing was decoded.
    case notAdmitted(bytes: Int)
    /// A sound image of a kind that is not read: another format, or a rare feature of a known one.
    case unsupported(String)

    /// The error in a sentence.
    public var description: String {
        switch self {
        case .notAnImage:
            "The bytes are not an image."
        case .corrupt(let message):
            "The image is broken: \(message)."
        case .tooManyPixels(let width, let height, let limit):
            "The image has \(width)×\(height) pixels, and at most \(limit) pixels are accepted."
        case .sideTooLong(let width, let height):
            "The image has \(width)×\(height) pixels, and a side of at most \(Recipe.sideRange.upperBound) is accepted."
        case .tooManyBytes(let count, let limit):
            "The image has \(count) bytes, and at most \(limit) are accepted."
        case .notAdmitted(let bytes):
            "There is no room for \(bytes) bytes of pixels."
        case .unsupported(let what):
            "The image cannot be read: \(what)."
        }
    }
}
