/// Text for a terminal or a log: nothing in it but printable characters and the line ends of whoever composed it.
///
/// What stands in a literal is the program's own. What is interpolated came from somewhere else, so its line ends and
/// control characters are escaped (see ``escaped(_:)``):
///
///     let line: PrintableText = "cannot read '\(path)'\n"
public struct PrintableText: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// The text, ready to be printed.
    public private(set) var description: String

    /// Takes a text of the program's own, or text in which others may begin lines, such as a file's content.
    ///
    /// Its line feeds stay, everything else that disturbs a terminal is escaped.
    public init(lines text: String) {
        description = escaped(text, keepingLineFeeds: true)
    }

    /// Makes the text of a literal.
    public init(stringLiteral text: String) {
        self.init(lines: text)
    }

    /// Makes the text of a literal with other texts in it.
    public init(stringInterpolation: StringInterpolation) {
        description = stringInterpolation.text
    }

    /// Puts a text behind another.
    public static func += (text: inout PrintableText, other: PrintableText) {
        text.description += other.description
    }

    /// One text behind another.
    public static func + (one: PrintableText, other: PrintableText) -> PrintableText {
        var text = one
        text += other
        return text
    }

    /// Collects the pieces of a literal, and escapes those that are not its own.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        /// Makes room for the pieces.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        /// Adds a piece of the literal, in which line feeds stay.
        public mutating func appendLiteral(_ literal: String) {
            text += escaped(literal, keepingLineFeeds: true)
        }

        /// Adds what is printable already.
        public mutating func appendInterpolation(_ printable: PrintableText) {
            text += printable.description
        }

        /// Adds any value as it describes itself, escaped.
        public mutating func appendInterpolation(_ value: some Any) {
            text += escaped("\(value)")
        }
    }
}

extension Sequence<PrintableText> {
    /// All texts, one behind the other.
    public func joined() -> PrintableText {
        reduce(into: "") { $0 += $1 }
    }
}
