/// The SHA-256 digest (FIPS 180-4, 6.2), for what others are to compute again with tools of their own.
struct SHA256 {
    /// The initial hash value (5.3.3).
    private var state: InlineArray<8, UInt32> = [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
    ]

    /// Digests the UTF-8 bytes of a text.
    init(_ text: String) {
        var text = text
        text.withUTF8 { absorb(all: UnsafeRawBufferPointer($0)) }
    }

    /// The digest: 64 lower-case hexadecimal digits.
    var hexadecimal: String {
        state.indices.map { state[$0].hexadecimal }.joined()
    }

    private mutating func absorb(all message: UnsafeRawBufferPointer) {
        let whole = message.count & ~63
        for start in stride(from: 0, to: whole, by: 64) {
            absorb(UnsafeRawBufferPointer(rebasing: message[start...]))
        }
        // What is left, a 1 bit, zeros, and the length in bits in the last 8 bytes: one block or two (5.1.1).
        var end = Array(message[whole...])
        end.append(0x80)
        while end.count % 64 != 56 { end.append(0) }
        withUnsafeBytes(of: (UInt64(message.count) * 8).bigEndian) { end.append(contentsOf: $0) }
        end.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: 64) {
                absorb(UnsafeRawBufferPointer(rebasing: bytes[start...]))
            }
        }
    }

    /// Absorbs the first 64 of some bytes (6.2.2).
    private mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
        var schedule = InlineArray<64, UInt32>(repeating: 0)
        for index in 0..<16 {
            schedule[index] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
        }
        func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }
        for index in 16..<64 {
            let (early, late) = (schedule[index - 15], schedule[index - 2])
            let first = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3
            let second = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10
            schedule[index] = second &+ schedule[index - 7] &+ first &+ schedule[index - 16]
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let chosen = e & f ^ ~e & g
            let first = h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ chosen
            let mixed = first &+ roundConstants[index] &+ schedule[index]
            let majority = a & b ^ a & c ^ b & c
            let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ mixed, c, b, a, mixed &+ second)
        }
        let sums: InlineArray<8, UInt32> = [a, b, c, d, e, f, g, h]
        for index in state.indices { state[index] &+= sums[index] }
    }
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (4.2.2).
private let roundConstants: [UInt32] = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
    0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
    0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
    0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
    0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
    0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
    0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
    0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
]
