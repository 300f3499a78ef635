extension Glob {
    /// A glob that every text fits in which a regular expression (POSIX, extended) is found.
    ///
    /// The expression's plain characters must stand in the text, in their order and with anything between them; what is
    /// in groups, or need not be there, is left out. To hold a glob against a text takes a small part of the time that
    /// the C library takes for an expression, so that it is worth while to ask the glob first.
    init(necessaryFor expression: String) {
        var rest = Array(expression.utf8)[...]
        var glob = [Self.star]
        var depth = 0
        while let byte = rest.popFirst() {
            var plain: UInt8?
            switch byte {
            case UInt8(ascii: "|") where depth == 0:
                self.init("*")
                return
            case UInt8(ascii: "("): depth += 1
            // Without its opening one it is a plain character.
            case UInt8(ascii: ")"): depth = max(depth - 1, 0)
            case UInt8(ascii: "["): rest.removeBracketExpression()
            case UInt8(ascii: "{"): rest = rest.drop { $0 != UInt8(ascii: "}") }.dropFirst()
            // Behind a letter or a digit it is no escape, but an operator.
            case UInt8(ascii: "\\"): plain = rest.popFirst().flatMap { operators.contains($0) ? $0 : nil }
            default: plain = operators.contains(byte) ? nil : byte
            }
            let isRepeated = rest.first.map(repetitions.contains) ?? false
            if let plain, depth == 0, plain < 0x80, !isRepeated {
                glob += Character(UnicodeScalar(plain)).lowercased().utf8
            } else if glob.last != Self.star {
                glob.append(Self.star)
            }
        }
        if glob.last != Self.star { glob.append(Self.star) }
        self.init(String(decoding: glob, as: UTF8.self))
    }
}

private let operators = Array(#".[]{}()*+?|^$\/"#.utf8)
private let repetitions = Array("*+?{".utf8)

extension ArraySlice<UInt8> {
    /// Removes the rest of an expression in brackets up to the closing one: not the first, and none in `[:alpha:]` and
    /// the like.
    fileprivate mutating func removeBracketExpression() {
        if first == UInt8(ascii: "^") { removeFirst() }
        var isFirst = true
        while let byte = popFirst() {
            if byte == UInt8(ascii: "]"), !isFirst { return }
            if byte == UInt8(ascii: "["), let kind = first, ".:=".utf8.contains(kind) {
                removeFirst()
                while let inner = popFirst(), inner != kind || first != UInt8(ascii: "]") {}
                _ = popFirst()
            }
            isFirst = false
        }
    }
}
