/// A pattern for a text: a glob, where `*` is any run of characters and `?` any one, or a regular expression in slashes.
///
/// A glob has to fit the whole text, whatever the letters' case. A regular expression (POSIX, extended) may be found
/// anywhere; `/…/i` disregards case.
public final class TextPattern: Sendable, Hashable {
    /// The pattern as written.
    public let source: String
    /// What the text has to fit without difference of case: all that is asked, or what the expression makes necessary.
    private let glob: Glob
    /// What has to be found in it besides.
    private let expression: RegularExpression?

    /// Why a text is no pattern.
    struct Fault: Error {
        let reason: String
    }

    /// Reads a pattern.
    init(_ source: String) throws(Fault) {
        self.source = source
        guard source.hasPrefix("/"), source.count > 1 else {
            glob = Glob(source.lowercased())
            expression = nil
            return
        }
        let ignoresCase = source.hasSuffix("/i")
        guard ignoresCase || source.hasSuffix("/") else { throw Fault(reason: "its closing slash is missing") }
        let text = String(source.dropFirst().dropLast(ignoresCase ? 2 : 1))
        glob = Glob(necessaryFor: text)
        expression = try RegularExpression(text, ignoresCase: ignoresCase)
    }

    /// Pairs of bytes that every text has which fits.
    var pairs: PairSet { glob.pairs }

    /// Whether a text fits.
    func matches(_ text: String) -> Bool { matches(FoldedText(text)) }

    /// Whether a text fits.
    func matches(_ text: FoldedText) -> Bool {
        guard glob.matches(text) else { return false }
        return expression?.isFound(in: text.text) ?? true
    }

    /// Patterns are the same that are written alike.
    public static func == (one: TextPattern, other: TextPattern) -> Bool { one.source == other.source }

    /// Hashes what was written.
    public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
