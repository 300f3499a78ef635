/// Why a value cannot be written in a style.
public enum JSONWriteError: Error, Hashable, CustomStringConvertible {
    /// A string or key holds a lone surrogate, which UTF-8 cannot hold.
    case loneSurrogate
    /// A number is NaN or infinite.
    case nonFiniteNumber

    /// What cannot be written.
    public var description: String {
        switch self {
        case .loneSurrogate: "A string with a lone surrogate cannot be written as UTF-8"
        case .nonFiniteNumber: "NaN and the infinities cannot be written as JSON"
        }
    }
}
