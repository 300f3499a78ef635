extension JSONOutput {
    /// Appends the rest of a string, from a byte that needs an escape on, and the quote that ends it.
    mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        while start < text.count {
            let escaped = text[start]
            let end = endOfPlainRun(in: text, from: start + 1).end
            append(upTo: 6 + end - start) { cursor in
                cursor.putEscape(of: escaped)
                cursor.put(UnsafeBufferPointer(rebasing: text[(start + 1)..<end]))
            }
            start = end
        }
        append(upTo: 1) { $0.put(UInt8(ascii: "\"")) }
    }

    /// Appends UTF-16 code units as UTF-8, lone surrogates as escapes, and the quote that ends the string.
    mutating func appendEscaped(_ units: [UInt16]) {
        append(upTo: 6 * units.count + 1) { cursor in
            var index = 0
            while index < units.count {
                let unit = units[index]
                index += 1
                if UTF16.isLeadSurrogate(unit), index < units.count, UTF16.isTrailSurrogate(units[index]) {
                    cursor.putUTF8(of: 0x10000 + UInt32(unit - 0xD800) << 10 + UInt32(units[index] - 0xDC00))
                    index += 1
                } else if UTF16.isSurrogate(unit) {
                    cursor.putUnicodeEscape(of: unit)
                } else if unit < 0x20 || unit == UInt16(UInt8(ascii: "\"")) || unit == UInt16(UInt8(ascii: "\\")) {
                    cursor.putEscape(of: UInt8(unit))
                } else {
                    cursor.putUTF8(of: UInt32(unit))
                }
            }
            cursor.put(UInt8(ascii: "\""))
        }
    }
}

extension ByteCursor {
    /// Writes the escape of a quote, a backslash or a control character, at most six bytes.
    fileprivate mutating func putEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): put("\\\"")
        case UInt8(ascii: "\\"): put("\\\\")
        case 0x08: put("\\b")
        case 0x09: put("\\t")
        case 0x0A: put("\\n")
        case 0x0C: put("\\f")
        case 0x0D: put("\\r")
        default: putUnicodeEscape(of: UInt16(byte))
        }
    }

    fileprivate mutating func putUnicodeEscape(of unit: UInt16) {
        put("\\u")
        for shift in stride(from: UInt16(12), through: 0, by: -4) {
            let digit = UInt8(unit >> shift & 0x0F)
            put(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    /// Writes a code point, at most four bytes.
    fileprivate mutating func putUTF8(of codePoint: UInt32) {
        var bytes: [UInt8] = []
        appendUTF8(of: codePoint, to: &bytes)
        for byte in bytes { put(byte) }
    }
}
