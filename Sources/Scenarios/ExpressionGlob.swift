extension Glob {
    /// A glob that every text fits in which a regular expression is found.
    ///
    /// The expression's plain characters must stand in the text, in their order and with anything between them; what is
    /// in groups, or need not be there, is left out. A glob is mostly refused by the pairs of its bytes, which takes a
    /// small part of the time of a search, and where it is refused the expression need not be run.
    ///
    /// - Parameters:
    ///   - expression: An expression that ``RegularExpression`` takes.
    ///   - ignoresCase: Whether it does.
    init(necessaryFor expression: String, ignoresCase: Bool) {
        var rest = Array(expression.utf8)[...]
        var glob = [Self.star]
        var depth = 0
        while let token = ExpressionToken(removedFrom: &rest) {
            var plain: UInt8?
            switch token {
            case .alternative where depth == 0:
                self.init("*")
                return
            case .opening: depth += 1
            case .closing: depth -= 1
            case .plain(let byte) where depth == 0: plain = Self.certain(byte, ignoresCase: ignoresCase)
            default: break
            }
            var next = rest
            let isRepeated = ExpressionToken(removedFrom: &next) == .repetition
            if let plain, !isRepeated {
                glob.append(plain)
            } else if glob.last != Self.star {
                glob.append(Self.star)
            }
        }
        if glob.last != Self.star { glob.append(Self.star) }
        self.init(String(decoding: glob, as: UTF8.self))
    }

    /// The byte in lower case that stands in a text where an expression has a byte; nil where it may be another.
    private static func certain(_ byte: UInt8, ignoresCase: Bool) -> UInt8? {
        // A star or a question mark means something else in a glob.
        guard byte < 0x80, byte != star, byte != UInt8(ascii: "?") else { return nil }
        let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        let lowercase = isLetter ? byte | 0x20 : byte
        // Without regard to case these fit ſ and the sign of kelvin as well (Unicode's CaseFolding.txt).
        if ignoresCase, lowercase == UInt8(ascii: "s") || lowercase == UInt8(ascii: "k") { return nil }
        return lowercase
    }
}
