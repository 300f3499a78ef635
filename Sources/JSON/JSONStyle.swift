/// How a server writes JSON, down to the byte.
public struct JSONStyle: Sendable, Hashable {
    /// What stands between the parts of a document.
    public enum Layout: Sendable, Hashable {
        /// Nothing but commas and colons.
        case compact
        /// One space after each comma and colon: the default of Python's `json.dumps`.
        case spaced
        /// Every member and element on its own line, indented by two spaces a level.
        case indented
    }

    /// What is written for NaN and the infinities, for which JSON has no notation.
    public enum NonFiniteNumbers: Sendable, Hashable {
        /// `NaN`, `Infinity` and `-Infinity`, as Python's `json.dumps` writes them by default.
        case literals
        /// `"nan"`, `"inf"` and `"-inf"`, as pydantic writes them when told to use strings.
        case strings
        /// `null`, as `JSON.stringify` writes them.
        case null
        /// The document cannot be written: Python's `json.dumps(allow_nan=False)`.
        case refused
    }

    /// What is written for a surrogate outside a pair, which UTF-8 cannot hold.
    public enum LoneSurrogates: Sendable, Hashable {
        /// The document cannot be written: encoding a Python `str` fails.
        case refused
        /// The escape `\udxxx`: well-formed `JSON.stringify`.
        case escaped
    }

    /// How numbers are written.
    public var numbers: JSONNumberStyle
    /// What stands between the parts.
    public var layout: Layout
    /// What is written for numbers that are not finite.
    public var nonFiniteNumbers: NonFiniteNumbers
    /// What is written for lone surrogates.
    public var loneSurrogates: LoneSurrogates

    /// Makes a style.
    public init(
        numbers: JSONNumberStyle,
        layout: Layout = .compact,
        nonFiniteNumbers: NonFiniteNumbers,
        loneSurrogates: LoneSurrogates
    ) {
        self.numbers = numbers
        self.layout = layout
        self.nonFiniteNumbers = nonFiniteNumbers
        self.loneSurrogates = loneSurrogates
    }

    /// A Python web framework's answer: compact UTF-8, no NaN, no lone surrogates (Starlette's `JSONResponse`).
    public static let python = JSONStyle(numbers: .python, nonFiniteNumbers: .refused, loneSurrogates: .refused)

    /// What `JSON.stringify` gives; everything can be written.
    public static let javaScript = JSONStyle(numbers: .javaScript, nonFiniteNumbers: .null, loneSurrogates: .escaped)
}
