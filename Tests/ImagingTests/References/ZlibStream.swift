/// A zlib stream of stored blocks (RFC 1950, RFC 1951).
func zlibStream(of bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var rest = bytes[...]
    repeat {
        let block = rest.prefix(65_535)
        rest = rest.dropFirst(65_535)
        let count = UInt16(block.count)
        stream.append(rest.isEmpty ? 1 : 0)
        stream += [UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)]
        stream += block
    } while !rest.isEmpty
    var sum: (UInt32, UInt32) = (1, 0)
    for byte in bytes {
        sum.0 = (sum.0 + UInt32(byte)) % 65_521
        sum.1 = (sum.1 + sum.0) % 65_521
    }
    return stream + bigEndian(sum.1 << 16 | sum.0)
}

/// A zlib stream that grows to more than 158 times its length: one byte below 144, 1 + 2,064 × `runs` times.
func zlibBomb(of byte: UInt8, runs: Int) -> [UInt8] {
    // In one block of fixed codes: the byte, "258 bytes as the one before" eight times a run, and the end. A code begins
    // at its highest bit, and bytes are filled from their lowest.
    let literal = (0..<8).reversed().map { (0x30 + byte) >> UInt8($0) & 1 }
    let match: [UInt8] = [1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0]
    var bits: [UInt8] = [1, 1, 0] + literal
    bits += repeatElement(match, count: 8 * runs).joined()
    bits += [0, 0, 0, 0, 0, 0, 0]
    var stream: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: bits.count, by: 8) {
        stream.append(bits[start..<min(start + 8, bits.count)].reversed().reduce(0) { $0 << 1 | $1 })
    }
    let (count, value) = (1 + 2_064 * runs, Int(byte))
    let sums = ((1 + value * count) % 65_521, (count + value * (count * (count + 1) / 2)) % 65_521)
    return stream + bigEndian(UInt32(sums.1 << 16 | sums.0))
}
