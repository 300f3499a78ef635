/// A pattern for a text: a glob, where `*` is any run of characters and `?` any one, or a regular expression in slashes.
///
/// A glob has to fit the whole text, whatever the letters' case. A regular expression (RE2, in POSIX extended syntax) may
/// be found anywhere; `/…/i` disregards case.
public final class TextPattern: Sendable, Hashable {
    /// The pattern as written.
    public let source: String
    /// What the text has to fit without difference of case: all that is asked, or what the expression makes necessary.
    private let glob: Glob
    /// What has to be found in it besides.
    private let expression: RegularExpression?
    /// Bytes that a glob may have at most.
    private static let mostGlobBytes = 10_000

    /// Why a text is no pattern.
    struct Fault: Error {
        let reason: String
    }

    /// Reads a pattern.
    init(_ source: String) throws(Fault) {
        self.source = source
        guard source.hasPrefix("/"), source.count > 1 else {
            guard source.utf8.count <= Self.mostGlobBytes else {
                throw Fault(reason: "it is longer than \(Self.mostGlobBytes) bytes")
            }
            glob = Glob(source.lowercased())
            expression = nil
            return
        }
        let ignoresCase = source.hasSuffix("/i")
        guard ignoresCase || source.hasSuffix("/") else { throw Fault(reason: "its closing slash is missing") }
        let text = String(source.dropFirst().dropLast(ignoresCase ? 2 : 1))
        expression = try RegularExpression(text, ignoresCase: ignoresCase)
        glob = Glob(necessaryFor: text, ignoresCase: ignoresCase)
    }

    /// Bytes of memory that the compiled expression takes at most, roughly; 0 for a glob.
    var expressionMemory: Int { expression?.memory ?? 0 }

    /// Pairs of bytes that every text has which fits.
    var pairs: PairSet { glob.pairs }

    /// Whether a text fits.
    func matches(_ text: String) -> Bool {
        var effort = SearchEffort()
        return matches(text, &effort)
    }

    /// Whether a text fits; one on which too much work would be spent does not.
    func matches(_ text: String, _ effort: inout SearchEffort) -> Bool {
        guard effort.spend(text.utf8.count / 4) else { return false }
        return matches(FoldedText(text), &effort)
    }

    /// Whether a text fits; one on which too much work would be spent does not.
    func matches(_ text: FoldedText, _ effort: inout SearchEffort) -> Bool {
        guard glob.mayMatch(text) else { return false }
        guard effort.spend(glob.effort(in: text)), glob.matches(text) else { return false }
        guard let expression else { return true }
        return effort.spend(text.bytes.count * expression.size) && expression.isFound(in: text.text)
    }

    /// Patterns are the same that are written alike.
    public static func == (one: TextPattern, other: TextPattern) -> Bool { one.source == other.source }

    /// Hashes what was written.
    public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
