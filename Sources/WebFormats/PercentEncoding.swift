/// Bytes written as `%` and two hexadecimal digits (RFC 3986 §2.1).
public enum PercentEncoding {
    /// The text with its escapes resolved; an escape that is none stays as it is, and bytes that are no UTF-8 become
    /// U+FFFD.
    ///
    /// So do Python's `urllib.parse.unquote` and the WHATWG URL Standard.
    public static func decode(_ text: Substring) -> String {
        guard text.utf8.contains(percent) else { return String(text) }
        return String(decoding: decode(text.utf8) { percent }, as: UTF8.self)
    }

    /// The bytes that a text stands for; nil where an escape is none.
    public static func decodeStrictly(_ text: Substring.UTF8View) -> [UInt8]? {
        var isBroken = false
        let bytes = decode(text) {
            isBroken = true
            return percent
        }
        return isBroken ? nil : bytes
    }

    /// Resolves escapes, putting what `brokenEscape` returns in place of the `%` of one that is none.
    private static func decode(_ text: Substring.UTF8View, brokenEscape: () -> UInt8) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == percent else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2).compactMap(hexadecimalValue)
            if digits.count == 2 {
                bytes.append(digits[0] << 4 | digits[1])
                rest = rest.dropFirst(2)
            } else {
                bytes.append(brokenEscape())
            }
        }
        return bytes
    }

    private static func hexadecimalValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

private let percent = UInt8(ascii: "%")
