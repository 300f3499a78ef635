/// The smallest parts of a regular expression in the syntax that ``RegularExpression`` takes.
///
/// This is RE2's reading of POSIX (`re2/parse.cc`), so that what is a plain character here is one there.
enum ExpressionToken: Hashable {
    /// A byte that stands for itself.
    case plain(UInt8)
    /// `*`, `+`, `?` or numbers in braces, for what stands before.
    case repetition
    case opening
    case closing
    case alternative
    /// What is no certain character: a class, the end of a line, an escape such as `\d` or `\x41`.
    case other

    /// Takes the first part off a text; nil at its end.
    init?(removedFrom rest: inout ArraySlice<UInt8>) {
        guard let byte = rest.popFirst() else { return nil }
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): self = .repetition
        case UInt8(ascii: "{"): self = rest.removeNumbersInBraces() ? .repetition : .plain(byte)
        case UInt8(ascii: "("): self = .opening
        case UInt8(ascii: ")"): self = .closing
        case UInt8(ascii: "|"): self = .alternative
        case UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "$"): self = .other
        case UInt8(ascii: "["):
            rest.removeBracketExpression()
            self = .other
        case UInt8(ascii: "\\"): self = rest.removeEscape()
        default: self = .plain(byte)
        }
    }
}

extension ArraySlice<UInt8> {
    /// Whether a text begins with another.
    func begins(with text: StaticString) -> Bool {
        text.withUTF8Buffer { starts(with: $0) }
    }

    private mutating func removeDigits(_ digits: ClosedRange<UInt8>, upTo most: Int) {
        var count = 0
        while count < most, let digit = first, digits ~= digit {
            removeFirst()
            count += 1
        }
    }

    /// Removes `2}`, `2,}` or `2,3}`; false if something else comes, which is plain then.
    fileprivate mutating func removeNumbersInBraces() -> Bool {
        var rest = self
        guard rest.removeNumber() else { return false }
        if rest.first == UInt8(ascii: ",") {
            rest.removeFirst()
            if rest.first != UInt8(ascii: "}"), !rest.removeNumber() { return false }
        }
        guard rest.popFirst() == UInt8(ascii: "}") else { return false }
        self = rest
        return true
    }

    /// Removes a number without leading zeros.
    private mutating func removeNumber() -> Bool {
        guard let digit = first, decimals ~= digit else { return false }
        if digit == UInt8(ascii: "0"), let next = dropFirst().first, decimals ~= next { return false }
        removeDigits(decimals, upTo: .max)
        return true
    }

    /// Removes what follows a backslash.
    fileprivate mutating func removeEscape() -> ExpressionToken {
        guard let byte = popFirst() else { return .other }
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "7"): removeDigits(UInt8(ascii: "0")...UInt8(ascii: "7"), upTo: 2)
        case UInt8(ascii: "x"):
            if first == UInt8(ascii: "{") {
                while let digit = popFirst(), digit != UInt8(ascii: "}") {}
            } else {
                self = dropFirst(2)
            }
        // Behind a letter or a digit it is no escape, but an operator.
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), decimals, UInt8(ascii: "_"):
            break
        default: return .plain(byte)
        }
        return .other
    }

    /// Removes the rest of an expression in brackets up to the closing one: not the first, none behind a backslash, and
    /// none in `[:alpha:]` and the like.
    fileprivate mutating func removeBracketExpression() {
        if first == UInt8(ascii: "^") { removeFirst() }
        var isFirst = true
        while let byte = first {
            if begins(with: "[:"), let end = endOfClassName {
                self = self[end...]
            } else {
                removeFirst()
                if byte == UInt8(ascii: "]"), !isFirst { return }
                if byte == UInt8(ascii: "\\") { _ = popFirst() }
            }
            isFirst = false
        }
    }

    /// Where `[:alpha:]` ends that comes next; nil if it has no end.
    private var endOfClassName: Int? {
        let name = dropFirst(2)
        return name.indices.first { name[$0...].begins(with: ":]") }.map { $0 + 2 }
    }
}

private let decimals = UInt8(ascii: "0")...UInt8(ascii: "9")
