/// A pattern for a text: a glob, where `*` is any run of characters and `?` any one, or a regular expression in slashes.
///
/// A glob has to fit the whole text, whatever the letters' case. A regular expression (POSIX, extended) may be found
/// anywhere; `/…/i` disregards case.
public struct TextPattern: Sendable, Hashable {
    /// The pattern as written.
    public let source: String
    /// What the text has to fit without difference of case: all that is asked, or what the expression makes necessary.
    let glob: Glob
    /// What has to be found in it besides.
    let expression: RegularExpression?

    /// Why a text is no pattern.
    struct Fault: Error {
        let reason: String
    }

    /// A text that patterns are held against, with what they need of it worked out once.
    struct Target {
        let text: String
        private lazy var folded = Array(text.lowercased().utf8)
        private lazy var pairs = folded.withUnsafeBufferPointer { PairSet(of: $0) }

        init(_ text: String) { self.text = text }

        /// Whether the text fits the bytes of a glob, which have some pairs.
        mutating func fits(_ glob: UnsafeRawBufferPointer, with pairs: PairSet) -> Bool {
            pairs.isSubset(of: self.pairs) && folded.withUnsafeBytes { Glob.bytes(glob, match: $0) }
        }
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

    /// Whether a text fits.
    func matches(_ text: String) -> Bool {
        var target = Target(text)
        return glob.bytes.withUnsafeBytes { target.fits($0, with: glob.pairs) }
            && expression?.isFound(in: text) ?? true
    }
}
