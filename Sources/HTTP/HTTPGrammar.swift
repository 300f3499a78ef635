/// The character classes of RFC 9110 §5.6 and RFC 3986 that reading a head needs, as tests on bytes.
enum HTTPGrammar {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quotationMark: UInt8 = 0x22
    static let percent: UInt8 = 0x25
    static let comma: UInt8 = 0x2C
    static let slash: UInt8 = 0x2F
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let questionMark: UInt8 = 0x3F
    static let backslash: UInt8 = 0x5C

    /// Whether a byte may stand in a token (RFC 9110 §5.6.2): a method, a field name, a list member.
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        // One bit per ASCII character: letters, digits and !#$%&'*+-.^_`|~
        let bits: UInt64 = byte < 64 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
        return byte < 128 && (bits >> UInt64(byte & 63)) & 1 == 1
    }

    /// Whether a byte may stand in a field value (RFC 9110 §5.5): visible characters, space, tab, bytes beyond ASCII.
    @inline(__always)
    static func isFieldValue(_ byte: UInt8) -> Bool {
        byte >= space ? byte != 0x7F : byte == tab
    }

    /// Whether a byte may stand in a path (RFC 3986 §3.3); percent escapes are not looked into.
    @inline(__always)
    static func isPath(_ byte: UInt8) -> Bool {
        // Letters, digits and -._~!$&'()*+,;=:@/%
        let bits: UInt64 = byte < 64 ? 0x2FFF_FFF2_0000_0000 : 0x47FF_FFFE_87FF_FFFF
        return byte < 128 && (bits >> UInt64(byte & 63)) & 1 == 1
    }

    /// Whether a byte may stand in a query: RFC 3986 §3.4, and brackets, braces, backslash, circumflex, grave accent
    /// and bar, which browsers and JavaScript runtimes leave as they are (URL Standard, "query percent-encode set").
    @inline(__always)
    static func isQuery(_ byte: UInt8) -> Bool {
        guard byte > space, byte < 0x7F else { return false }
        return byte != 0x22 && byte != 0x23 && byte != 0x3C && byte != 0x3E
    }

    /// Whether a byte may stand in a host name (RFC 3986 §3.2.2); percent escapes are not looked into.
    @inline(__always)
    static func isRegisteredName(_ byte: UInt8) -> Bool {
        isPath(byte) && byte != slash && byte != colon && byte != 0x40
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10
    }

    @inline(__always)
    static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte &- 0x30
        case 0x41...0x46: byte &- 0x41 &+ 10
        case 0x61...0x66: byte &- 0x61 &+ 10
        default: nil
        }
    }

    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// Whether bytes spell a word, whatever the case of their letters; the word is given in lower case.
    @inline(__always)
    static func spells(_ bytes: Span<UInt8>, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        for index in bytes.indices where lowercased(bytes[index]) != word.utf8Start[index] {
            return false
        }
        return true
    }

    /// The bytes without the spaces and tabs around them (RFC 9110 §5.6.3).
    @inline(__always)
    static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, bytes[lower] == space || bytes[lower] == tab { lower += 1 }
        while upper > lower, bytes[upper - 1] == space || bytes[upper - 1] == tab { upper -= 1 }
        return lower..<upper
    }

    /// Walks the members of a comma-separated list (RFC 9110 §5.6.1), the empty ones included.
    @inline(__always)
    static func forEachMember(of list: Span<UInt8>, _ body: (Span<UInt8>) -> Void) {
        var start = 0
        while start <= list.count {
            var end = start
            while end < list.count, list[end] != comma { end += 1 }
            body(list.extracting(trimmed(list, start..<end)))
            start = end + 1
        }
    }

    /// Whether a comma-separated list has a member, given in lower case.
    static func contains(_ word: StaticString, inList list: Span<UInt8>) -> Bool {
        var found = false
        forEachMember(of: list) { if spells($0, word) { found = true } }
        return found
    }

    /// The first control character (below space, or DEL) at or after an offset, looked for eight bytes at a time.
    @inline(__always)
    static func firstControl(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        let raw = bytes.bytes
        let ones: UInt64 = 0x0101_0101_0101_0101
        while index + 8 <= raw.byteCount {
            let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            let belowSpace = (word &- ones &* 0x20) & ~word
            let delete = word ^ (ones &* 0x7F)
            // Only the lowest bit set can be trusted, since a borrow runs upwards; it is the one that is asked for.
            let found = (belowSpace | ((delete &- ones) & ~delete)) & (ones &* 0x80)
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count {
            if bytes[index] < space || bytes[index] == 0x7F { return index }
            index += 1
        }
        return nil
    }
}
