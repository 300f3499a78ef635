/// What a run of bytes is as UTF-8.
enum UTF8Content {
    /// Well-formed UTF-8.
    case text
    /// UTF-8 but for surrogates, each encoded in three bytes (CPython's error handler `surrogatepass`).
    case withSurrogates
    /// Not UTF-8; the offset is that of the first byte of the first ill-formed sequence.
    case invalid(offset: Int)
}

/// Tells well-formed UTF-8 (Unicode 15 table 3-7) from text with encoded surrogates and from other bytes.
func classifyUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> UTF8Content {
    var hasSurrogates = false
    var index = 0
    while index < bytes.count {
        let lead = bytes[index]
        if lead < 0x80 {
            index += 1
            continue
        }
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return .invalid(offset: index)
        }
        guard index + length <= bytes.count, second.contains(bytes[index + 1]) else {
            return .invalid(offset: index)
        }
        for offset in 2..<max(length, 2) where bytes[index + offset] & 0xC0 != 0x80 {
            return .invalid(offset: index)
        }
        if lead == 0xED, bytes[index + 1] >= 0xA0 { hasSurrogates = true }
        index += length
    }
    return hasSurrogates ? .withSurrogates : .text
}

/// The offset of the first byte that is not UTF-8, encoded surrogates let through; nil if there is none.
func offsetOfInvalidUTF8(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
        if case .invalid(let offset) = classifyUTF8(buffer) { offset } else { nil }
    }
}

/// Appends the UTF-16 code units of bytes that are UTF-8 or encoded surrogates.
func appendUTF16(of bytes: some Sequence<UInt8>, to units: inout [UInt16]) {
    var scalar: UInt32 = 0
    var remaining = 0
    for byte in bytes {
        switch byte {
        case 0x80...0xBF:
            scalar = scalar << 6 | UInt32(byte & 0x3F)
            remaining -= 1
        case ..<0x80: (scalar, remaining) = (UInt32(byte), 0)
        case ..<0xE0: (scalar, remaining) = (UInt32(byte & 0x1F), 1)
        case ..<0xF0: (scalar, remaining) = (UInt32(byte & 0x0F), 2)
        default: (scalar, remaining) = (UInt32(byte & 0x07), 3)
        }
        guard remaining == 0 else { continue }
        if scalar < 0x10000 {
            units.append(UInt16(scalar))
        } else {
            units.append(UInt16(0xD7C0 + scalar >> 10))
            units.append(UInt16(0xDC00 + scalar & 0x3FF))
        }
    }
}

/// Appends a code point as UTF-8; a surrogate takes three bytes.
func appendUTF8(of codePoint: UInt32, to bytes: inout [UInt8]) {
    switch codePoint {
    case ..<0x80: bytes.append(UInt8(codePoint))
    case ..<0x800:
        bytes.append(UInt8(0xC0 | codePoint >> 6))
        bytes.append(UInt8(0x80 | codePoint & 0x3F))
    case ..<0x10000:
        bytes.append(UInt8(0xE0 | codePoint >> 12))
        bytes.append(UInt8(0x80 | codePoint >> 6 & 0x3F))
        bytes.append(UInt8(0x80 | codePoint & 0x3F))
    default:
        bytes.append(UInt8(0xF0 | codePoint >> 18))
        bytes.append(UInt8(0x80 | codePoint >> 12 & 0x3F))
        bytes.append(UInt8(0x80 | codePoint >> 6 & 0x3F))
        bytes.append(UInt8(0x80 | codePoint & 0x3F))
    }
}
