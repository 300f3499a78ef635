/// Why a document is not JSON, and where, counted as CPython's `json` module counts.
public struct JSONParseError: Error, Hashable, CustomStringConvertible {
    /// What sort of failure it is; servers answer differently to each.
    public enum Kind: Sendable, Hashable {
        /// The text breaks JSON's grammar: CPython's `JSONDecodeError`.
        case syntax
        /// Arrays and objects are nested deeper than the limit: CPython's `RecursionError`.
        case tooDeep
        /// An integer has more digits than the limit: CPython's `ValueError` of `int()`.
        case integerTooLong
        /// The bytes are not valid in the encoding they start in: CPython's `UnicodeDecodeError`.
        case invalidEncoding
    }

    /// What sort of failure it is.
    public var kind: Kind
    /// CPython 3.11's message, without position; for `invalidEncoding` a sentence of our own.
    public var message: String
    /// The number of code points before the failure, a byte order mark left out.
    ///
    /// For `invalidEncoding`, the number of bytes before the first byte that cannot be decoded.
    public var position: Int
    /// The number of bytes before the failure in the document as it came, byte order mark and UTF-16 included.
    public var byteOffset: Int
    /// The line of the failure, from 1; only a line feed ends a line.
    public var line: Int
    /// The column of the failure in code points, from 1.
    public var column: Int

    /// The failure as CPython prints it, such as `Expecting value: line 1 column 1 (char 0)`.
    public var description: String {
        "\(message): line \(line) column \(column) (char \(position))"
    }
}
