/// A string of JSON, or a word that somebody forgot the quotes of or wrote single ones around.
struct JSONToken {
    /// With the quotes.
    let range: Range<Int>
    /// Without them.
    let content: Range<Int>
    /// Whether it has no quotes.
    let isBare: Bool

    /// Reads what begins at a place; nil where nothing does.
    ///
    /// A string whose end is missing goes to the end of all.
    init?(in bytes: [UInt8], at start: Int) {
        switch bytes[start] {
        case UInt8(ascii: "\""):
            var end = start + 1
            while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
                end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
            }
            content = (start + 1)..<min(end, bytes.count)
            range = start..<min(end + 1, bytes.count)
            isBare = false
        case let byte where Self.isWordByte(byte):
            var end = start + 1
            while end < bytes.count, Self.isWordByte(bytes[end]) { end += 1 }
            content = start..<end
            range = content
            isBare = true
        default:
            return nil
        }
    }

    /// Its text, with escapes resolved (RFC 8259 §7); those that are none stay as they are.
    func text(in bytes: [UInt8]) -> [UInt8] {
        let raw = bytes[content]
        guard !isBare, raw.contains(UInt8(ascii: "\\")) else { return Array(raw) }
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        var index = raw.startIndex
        while index < raw.endIndex {
            guard raw[index] == UInt8(ascii: "\\"), index + 1 < raw.endIndex else {
                text.append(raw[index])
                index += 1
                continue
            }
            let letter = raw[index + 1]
            index += 2
            switch letter {
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "u"):
                var units: [UInt16] = []
                if let unit = Self.unit(raw, at: index) {
                    units.append(unit)
                    index += 4
                    if 0xD800..<0xDC00 ~= unit, raw[index...].starts(with: #"\u"#.utf8),
                        let low = Self.unit(raw, at: index + 2)
                    {
                        units.append(low)
                        index += 6
                    }
                    text += Array(String(decoding: units, as: UTF16.self).utf8)
                } else {
                    text += #"\u"#.utf8
                }
            default: text.append(letter)
            }
        }
        return text
    }

    /// A text as it stands between the quotes of a string.
    static func escaped(_ text: [UInt8]) -> [UInt8] {
        text.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
            case 0x0A: Array(#"\n"#.utf8)
            case 0..<0x20: Array((#"\u00"# + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8)
            default: [byte]
            }
        }
    }

    /// Where the value begins whose name this is: behind the colon that follows; nil where it is no name.
    ///
    /// A word may have a quote behind it, and a string may hold the colon where its end is that of no string: a quote is
    /// missing then, and the value begins with what looks like the end. No name is followed by `://`.
    func startOfValue(in bytes: [UInt8]) -> Int? {
        var index = range.upperBound
        if isBare, index < bytes.count, "'\"".utf8.contains(bytes[index]) { index += 1 }
        while index < bytes.count, isSpace(bytes[index]) { index += 1 }
        guard index < bytes.count else { return nil }
        if bytes[index] == UInt8(ascii: ":") {
            return bytes[(index + 1)...].starts(with: "//".utf8) ? nil : index + 1
        }
        let isMispaired = !isBare && !",]}".utf8.contains(bytes[index])
        return isMispaired && bytes[content].last { !isSpace($0) } == UInt8(ascii: ":") ? content.upperBound : nil
    }

    /// The value of a member: a string, a whole array or object, or what goes on to the next comma.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - start: Where white space may stand, and then the value.
    ///   - isBare: Whether the member's name has no quotes, so that its value may go on to the end of the line.
    /// - Returns: Where the value lies, up to the end of all if its end is missing.
    static func value(in bytes: [UInt8], from start: Int, isBare: Bool) -> Range<Int> {
        var start = start
        while start < bytes.count, isSpace(bytes[start]) { start += 1 }
        guard start < bytes.count else { return start..<start }
        if bytes[start] == UInt8(ascii: "'") {
            let close = bytes[(start + 1)...].firstIndex { "'\"\n".utf8.contains($0) }
            if let close, bytes[close] == UInt8(ascii: "'") { return start..<(close + 1) }
        } else if let token = JSONToken(in: bytes, at: start), !token.isBare {
            return token.range
        }
        var end = start
        var depth = 0
        while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth < 0 { return start..<end }
                if depth == 0 { return start..<(end + 1) }
            case UInt8(ascii: "\"") where depth > 0:
                if let token = JSONToken(in: bytes, at: end) {
                    end = token.range.upperBound
                    continue
                }
            case UInt8(ascii: ",") where depth == 0, UInt8(ascii: "\n") where depth == 0,
                UInt8(ascii: "\r") where depth == 0:
                return start..<end
            case let byte where depth == 0 && !isBare && isSpace(byte):
                return start..<end
            default: break
            }
            end += 1
        }
        return start..<bytes.count
    }

    private static func unit(_ bytes: ArraySlice<UInt8>, at index: Int) -> UInt16? {
        guard index + 4 <= bytes.endIndex else { return nil }
        var unit: UInt16 = 0
        for digit in bytes[index..<(index + 4)] {
            guard let value = hexadecimalValue(digit) else { return nil }
            unit = unit << 4 | UInt16(value)
        }
        return unit
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "_-.$".utf8.contains(byte)
        }
    }
}
