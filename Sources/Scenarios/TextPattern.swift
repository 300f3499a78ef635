/// A pattern for a text: a glob, where `*` is any run of characters and `?` any one, or a regular expression in slashes.
///
/// A glob has to fit the whole text, whatever the letters' case. A regular expression (POSIX, extended) may be found
/// anywhere; `/…/i` disregards case.
public struct TextPattern: Sendable, Hashable {
    /// The pattern as written.
    public let source: String
    private let kind: Kind

    private enum Kind: Sendable, Hashable {
        case glob(Glob)
        case expression(RegularExpression)
    }

    /// Why a text is no pattern.
    struct Fault: Error {
        let reason: String
    }

    /// A text that patterns are held against, with what they need of it worked out once.
    struct Target {
        let text: String
        /// The text without difference of case, as UTF-8.
        fileprivate lazy var folded = Array(text.lowercased().utf8)

        init(_ text: String) { self.text = text }
    }

    /// Reads a pattern.
    init(_ source: String) throws(Fault) {
        self.source = source
        guard source.hasPrefix("/"), source.count > 1 else {
            kind = .glob(Glob(source.lowercased()))
            return
        }
        let ignoresCase = source.hasSuffix("/i")
        guard ignoresCase || source.hasSuffix("/") else { throw Fault(reason: "its closing slash is missing") }
        let text = String(source.dropFirst().dropLast(ignoresCase ? 2 : 1))
        kind = .expression(try RegularExpression(text, ignoresCase: ignoresCase))
    }

    /// Whether a text fits.
    func matches(_ target: inout Target) -> Bool {
        switch kind {
        case .glob(let glob): glob.matches(target.folded)
        case .expression(let expression): expression.isFound(in: target.text)
        }
    }

    /// Whether a text fits.
    func matches(_ text: String) -> Bool {
        var target = Target(text)
        return matches(&target)
    }
}
