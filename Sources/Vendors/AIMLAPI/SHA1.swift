/// The SHA-1 digest (RFC 3174), as which Express writes entity tags; of no use against an adversary.
struct SHA1 {
    private var state: (UInt32, UInt32, UInt32, UInt32, UInt32) =
        (0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0)

    /// Digests a message.
    init(_ message: [UInt8]) {
        message.withUnsafeBytes { bytes in
            let whole = bytes.count & ~63
            for start in stride(from: 0, to: whole, by: 64) {
                absorb(UnsafeRawBufferPointer(rebasing: bytes[start...]))
            }
            // What is left, a 1 bit, zeros, and the length in bits in the last 8 bytes: one block or two.
            var end = Array(bytes[whole...])
            end.append(0x80)
            while end.count % 64 != 56 { end.append(0) }
            withUnsafeBytes(of: (UInt64(bytes.count) * 8).bigEndian) { end.append(contentsOf: $0) }
            end.withUnsafeBytes { bytes in
                for start in stride(from: 0, to: bytes.count, by: 64) {
                    absorb(UnsafeRawBufferPointer(rebasing: bytes[start...]))
                }
            }
        }
    }

    /// The digest: 20 bytes.
    var bytes: [UInt8] {
        [state.0, state.1, state.2, state.3, state.4].flatMap { word in
            withUnsafeBytes(of: word.bigEndian) { Array($0) }
        }
    }

    /// Absorbs the first 64 of some bytes.
    private mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
        var schedule = InlineArray<80, UInt32>(repeating: 0)
        for index in 0..<16 {
            schedule[index] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
        }
        for index in 16..<80 {
            let word = schedule[index - 3] ^ schedule[index - 8] ^ schedule[index - 14] ^ schedule[index - 16]
            schedule[index] = word << 1 | word >> 31
        }
        var (a, b, c, d, e) = state
        func mix(_ rounds: Range<Int>, _ constant: UInt32, _ function: (UInt32, UInt32, UInt32) -> UInt32) {
            for index in rounds {
                let sum = (a << 5 | a >> 27) &+ function(b, c, d) &+ e &+ constant &+ schedule[index]
                (e, d, c, b, a) = (d, c, b << 30 | b >> 2, a, sum)
            }
        }
        mix(0..<20, 0x5A82_7999) { $0 & $1 | ~$0 & $2 }
        mix(20..<40, 0x6ED9_EBA1) { $0 ^ $1 ^ $2 }
        mix(40..<60, 0x8F1B_BCDC) { $0 & $1 | $0 & $2 | $1 & $2 }
        mix(60..<80, 0xCA62_C1D6) { $0 ^ $1 ^ $2 }
        state = (state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e)
    }
}
