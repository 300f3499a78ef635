/// SipHash-1-3 with a 64-bit result: a pseudo-random function of a 128-bit key and a message.
///
/// Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012, with the fewer rounds that hash tables use.
///
/// - Parameters:
///   - bytes: The message.
///   - key0: The first half of the key.
///   - key1: The second half of the key.
/// - Returns: 64 bits that nobody without the key can tell from chance.
func sipHash(_ bytes: UnsafeRawBufferPointer, key0: UInt64, key1: UInt64) -> UInt64 {
    var v0 = key0 ^ 0x736F_6D65_7073_6575
    var v1 = key1 ^ 0x646F_7261_6E64_6F6D
    var v2 = key0 ^ 0x6C79_6765_6E65_7261
    var v3 = key1 ^ 0x7465_6462_7974_6573

    func round() {
        v0 &+= v1
        v1 = v1 << 13 | v1 >> 51
        v1 ^= v0
        v0 = v0 << 32 | v0 >> 32
        v2 &+= v3
        v3 = v3 << 16 | v3 >> 48
        v3 ^= v2
        v0 &+= v3
        v3 = v3 << 21 | v3 >> 43
        v3 ^= v0
        v2 &+= v1
        v1 = v1 << 17 | v1 >> 47
        v1 ^= v2
        v2 = v2 << 32 | v2 >> 32
    }
    func compress(_ word: UInt64) {
        v3 ^= word
        round()
        v0 ^= word
    }

    var offset = 0
    while offset + 8 <= bytes.count {
        compress(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        offset += 8
    }
    // The last word holds the bytes left over, low byte first, and the length in its top byte.
    var last = UInt64(truncatingIfNeeded: bytes.count) << 56
    for index in offset..<bytes.count { last |= UInt64(bytes[index]) << UInt64(8 * (index - offset)) }
    compress(last)
    v2 ^= 0xFF
    for _ in 0..<3 { round() }
    return v0 ^ v1 ^ v2 ^ v3
}
