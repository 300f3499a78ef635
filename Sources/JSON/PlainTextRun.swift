/// The end of the run of bytes that stand for themselves inside a JSON string, and whether all of them are ASCII.
///
/// The run ends at a quote, a backslash, a control character or the end. Eight bytes are looked at together.
func endOfPlainRun(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (end: Int, isASCII: Bool) {
    var index = start
    var seen: UInt64 = 0
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return (start, true) }
    while index + 8 <= bytes.count {
        let word = EightBytes(at: base + index)
        if let count = word.lengthOfPlainRun { return (index + count, (seen | word.prefix(count)) & highBits == 0) }
        seen |= word.bits
        index += 8
    }
    if start + 8 <= bytes.count {
        // The last eight bytes, of which those before `index` are known to be plain.
        let word = EightBytes(at: base + (bytes.count - 8))
        let count = word.lengthOfPlainRun ?? 8
        return (bytes.count - 8 + count, (seen | word.prefix(count)) & highBits == 0)
    }
    while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
        seen |= UInt64(byte)
        index += 1
    }
    return (index, seen & highBits == 0)
}

private let lowBits: UInt64 = 0x0101_0101_0101_0101
private let highBits: UInt64 = 0x8080_8080_8080_8080

/// Eight bytes of text in one word, the first in its lowest bits.
private struct EightBytes {
    var bits: UInt64

    init(at address: UnsafeRawPointer) {
        bits = UInt64(littleEndian: address.loadUnaligned(as: UInt64.self))
    }

    /// How many bytes stand before the first that does not stand for itself; nil if all eight do.
    ///
    /// Borrowing can make each of the three tests flag bytes above one that it flags rightly, but never below it, and
    /// only the lowest flag of all is used.
    var lengthOfPlainRun: Int? {
        let quotes = bits ^ (lowBits &* UInt64(UInt8(ascii: "\"")))
        let backslashes = bits ^ (lowBits &* UInt64(UInt8(ascii: "\\")))
        let flags =
            (quotes &- lowBits) & ~quotes | (backslashes &- lowBits) & ~backslashes | (bits &- lowBits &* 0x20) & ~bits
        return flags & highBits == 0 ? nil : (flags & highBits).trailingZeroBitCount >> 3
    }

    /// The first bytes, fewer than eight, with zeros in place of the rest; all eight if so many are asked for.
    func prefix(_ count: Int) -> UInt64 {
        count == 8 ? bits : bits & ((1 << UInt64(count << 3)) &- 1)
    }
}
