extension JSONScanner {
    /// Scans a string whose opening quote comes next, as a value.
    mutating func scanStringValue() throws(JSONScanFailure) -> JSONValue {
        let text = try scanString()
        return surrogateUnits.isEmpty ? .string(text) : .surrogateString(surrogateUnits)
    }

    /// Scans a string whose opening quote comes next.
    ///
    /// A string with lone surrogates leaves its code units in `surrogateUnits`, and is given with U+FFFD for each; any
    /// other string leaves that empty.
    mutating func scanString() throws(JSONScanFailure) -> String {
        if !surrogateUnits.isEmpty { surrogateUnits = [] }
        let start = index
        index += 1
        let (end, isASCII) = endOfPlainRun(in: bytes, from: index)
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
            return try scanEscapedString(from: start, plainEnd: end)
        }
        let content = UnsafeBufferPointer(rebasing: bytes[index..<end])
        setFingerprint(of: content)
        let string = isASCII ? text(ofASCII: content) : try text(of: content)
        index = end + 1
        return string
    }

    private mutating func setFingerprint(of content: UnsafeBufferPointer<UInt8>) {
        guard let first = content.first else { return fingerprint = 0 }
        let last = content[content.count - 1]
        fingerprint = (UInt8(truncatingIfNeeded: content.count) &* 7 &+ first &* 3 &+ last &* 11) & 63
    }

    private func text(ofASCII content: UnsafeBufferPointer<UInt8>) -> String {
        String(copying: UTF8Span(unchecked: content.span, isKnownASCII: true))
    }

    /// Makes a string of content that may hold bytes beyond ASCII.
    private mutating func text(of content: UnsafeBufferPointer<UInt8>) throws(JSONScanFailure) -> String {
        switch classifyUTF8(content) {
        case .text: break
        case .withSurrogates: appendUTF16(of: content, to: &surrogateUnits)
        case .invalid: throw failure(.invalidUTF8)
        }
        return surrogateUnits.isEmpty
            ? String(copying: UTF8Span(unchecked: content.span)) : String(decoding: surrogateUnits, as: UTF16.self)
    }

    private mutating func scanEscapedString(from start: Int, plainEnd: Int) throws(JSONScanFailure) -> String {
        var content: [UInt8] = []
        content.reserveCapacity(2 * (plainEnd - start) + 32)
        var end = plainEnd
        while true {
            content.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<end]))
            index = end
            guard index < bytes.count else { throw JSONScanFailure(reason: .unterminatedString, offset: start) }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return try content.withUnsafeBufferPointer { (content) throws(JSONScanFailure) in
                    setFingerprint(of: content)
                    return try text(of: content)
                }
            case UInt8(ascii: "\\"):
                appendUTF8(of: try scanEscape(stringStart: start), to: &content)
            default: throw failure(.controlCharacter)
            }
            end = endOfPlainRun(in: bytes, from: index).end
        }
    }

    /// Scans an escape whose backslash comes next; a pair of surrogate escapes gives one code point.
    private mutating func scanEscape(stringStart: Int) throws(JSONScanFailure) -> UInt32 {
        guard index + 1 < bytes.count else { throw JSONScanFailure(reason: .unterminatedString, offset: stringStart) }
        let codePoint: UInt32
        switch bytes[index + 1] {
        case UInt8(ascii: "\""): codePoint = 0x22
        case UInt8(ascii: "\\"): codePoint = 0x5C
        case UInt8(ascii: "/"): codePoint = 0x2F
        case UInt8(ascii: "b"): codePoint = 0x08
        case UInt8(ascii: "f"): codePoint = 0x0C
        case UInt8(ascii: "n"): codePoint = 0x0A
        case UInt8(ascii: "r"): codePoint = 0x0D
        case UInt8(ascii: "t"): codePoint = 0x09
        case UInt8(ascii: "u"): return try scanUnicodeEscape()
        default: throw failure(.escape)
        }
        index += 2
        return codePoint
    }

    private mutating func scanUnicodeEscape() throws(JSONScanFailure) -> UInt32 {
        let high = try hexadecimalNumber(at: index + 2)
        index += 6
        // CPython looks for the other half of a pair only where the text goes on after it.
        guard 0xD800..<0xDC00 ~= high, index + 6 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { return high }
        let low = try hexadecimalNumber(at: index + 2)
        guard 0xDC00..<0xE000 ~= low else { return high }
        index += 6
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }

    /// Reads the four digits after `\u`; they must not be the end of the text.
    private func hexadecimalNumber(at start: Int) throws(JSONScanFailure) -> UInt32 {
        let invalid = JSONScanFailure(reason: .unicodeEscape, offset: start - 1)
        guard start + 4 < bytes.count else { throw invalid }
        var number: UInt32 = 0
        for index in start..<start + 4 {
            guard let digit = hexadecimalDigit(bytes[index]) else { throw invalid }
            number = number << 4 | digit
        }
        return number
    }
}

/// The value of a hexadecimal digit of either case.
func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
}
