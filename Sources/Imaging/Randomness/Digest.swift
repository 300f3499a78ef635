/// A 64-bit hash of a sequence of values that is the same on every machine and in every run.
///
/// Each step adds the value and mixes with the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", 2014). It is no defence against someone who looks for collisions.
struct Digest {
    private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Adds a number.
    mutating func combine(_ number: UInt64) {
        value = mix(value &* 0x0000_0100_0000_01B3 ^ number)
    }

    /// Adds the UTF-8 bytes of a text and their count.
    mutating func combine(_ text: String) {
        var text = text
        text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
    }

    /// Adds bytes, eight at a time, and their count.
    mutating func combine(_ bytes: UnsafeRawBufferPointer) {
        combine(UInt64(bytes.count))
        var offset = 0
        while offset + 8 <= bytes.count {
            combine(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < bytes.count {
            rest = rest << 8 | UInt64(bytes[offset])
            offset += 1
        }
        combine(rest)
    }
}

/// Spreads every bit of a number over all 64: the finaliser of SplitMix64.
func mix(_ number: UInt64) -> UInt64 {
    var bits = number
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
}
