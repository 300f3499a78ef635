/// Why a picture could not be made.
public enum ImagingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A side lies outside `Recipe.sideRange`.
    case unsupportedSize(width: Int, height: Int)
    /// A JPEG quality outside 1…100.
    case unsupportedQuality(Int)
    /// The codec gave up, most likely for want of memory; in its own words.
    case encoderFailed(String)

    /// The error in a sentence.
    public var description: String {
        switch self {
        case .unsupportedSize(let width, let height):
            "A picture of \(width)×\(height) pixels cannot be drawn: each side must be 1 to "
                + "\(Recipe.sideRange.upperBound) pixels."
        case .unsupportedQuality(let quality):
            "\(quality) is no JPEG quality: it must be 1 to 100."
        case .encoderFailed(let message):
            "The picture could not be encoded: \(message)."
        }
    }
}
