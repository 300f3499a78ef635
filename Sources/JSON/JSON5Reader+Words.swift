extension JSON5Reader {
    /// Reads `true`, `false`, `null` or a number.
    mutating func readWord() throws(SourceDiagnostic) -> JSON5Node.Content {
        let start = index
        let word = bytes[index...].prefix(while: isWordByte)
        index = word.endIndex
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONParser(allowsNonFiniteLiterals: false).parse(Array(word))
        } catch {
            let text = String(decoding: word, as: UTF8.self)
            let isNumber = text.contains { $0.isNumber }
            let advice = isNumber ? "numbers are written as in JSON, such as 12, -0.5 or 1e6" : "a string needs quotes"
            throw failure("expected a value, found \"\(text)\"; \(advice)", at: start)
        }
        switch value {
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .integer(let number): return .integer(number)
        case .double(let number) where number.isFinite: return .double(number)
        default: throw failure("the number is too large", at: start)
        }
    }

    /// Reads a key, quoted or not.
    mutating func readKey() throws(SourceDiagnostic) -> String {
        if isQuote(next) { return try readString() }
        let word = bytes[index...].prefix { isIdentifierByte($0) }
        guard let first = word.first, !isDigit(first) else { throw failure("expected a key, found \(nextDescription)") }
        index = word.endIndex
        return String(decoding: word, as: UTF8.self)
    }

    /// Reads a string in double or single quotes.
    mutating func readString() throws(SourceDiagnostic) -> String {
        let start = index
        let quote = next
        index += 1
        var content: [UInt8] = []
        while next != quote || index == bytes.count {
            let byte = next
            switch byte {
            case UInt8(ascii: "\\"): try readEscape(to: &content)
            case ..<0x20:
                if index < bytes.count, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
                    throw failure("a control character in a string is written as an escape, such as \\t or \\u0000")
                }
                let mark = quote == UInt8(ascii: "'") ? "'" : "\""
                throw failure("this string is not closed with \(mark) on its line", at: start)
            default:
                content.append(byte)
                index += 1
            }
        }
        index += 1
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func readEscape(to content: inout [UInt8]) throws(SourceDiagnostic) {
        let start = index
        index += 2
        switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case let byte where isQuote(byte) || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "/"):
            content.append(byte)
        case UInt8(ascii: "u"): try readUnicodeEscape(from: start, to: &content)
        default:
            throw failure("there is no such escape; a backslash itself is written \\\\", at: start)
        }
    }

    private mutating func readUnicodeEscape(from start: Int, to content: inout [UInt8]) throws(SourceDiagnostic) {
        guard let first = readFourDigits() else {
            throw failure("four hexadecimal digits belong after \\u", at: start)
        }
        var codePoint = first
        if 0xD800..<0xDC00 ~= first, next == UInt8(ascii: "\\"), bytes[index...].dropFirst().first == UInt8(ascii: "u")
        {
            index += 2
            if let second = readFourDigits(), 0xDC00..<0xE000 ~= second {
                codePoint = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
            }
        }
        guard Unicode.Scalar(codePoint) != nil else {
            throw failure("this escape is half of a surrogate pair and needs its other half", at: start)
        }
        appendUTF8(of: codePoint, to: &content)
    }

    private mutating func readFourDigits() -> UInt32? {
        let digits = bytes[min(index, bytes.count)...].prefix(4).compactMap(hexadecimalDigit)
        guard digits.count == 4 else { return nil }
        index += 4
        return digits.reduce(0) { $0 << 4 | $1 }
    }

    func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    /// Whether a byte may be part of a literal or a number, right or wrong.
    func isWordByte(_ byte: UInt8) -> Bool {
        isIdentifierByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }

    private func isIdentifierByte(_ byte: UInt8) -> Bool {
        let lowercase = byte | 0x20
        return UInt8(ascii: "a")...UInt8(ascii: "z") ~= lowercase && byte < 0x80 || isDigit(byte)
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
    }

    private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
