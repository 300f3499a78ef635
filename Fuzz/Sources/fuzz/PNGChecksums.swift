/// A PNG file with the checksum of each of its chunks made to fit; nil where bytes are no PNG or all fit already.
func pngWithRightChecksums(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
    var file = bytes
    var offset = 8
    while offset + 12 <= file.count {
        let length = file[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
        guard length <= file.count - offset - 12 else { break }
        let end = offset + 8 + length
        let sum = checksum(file[(offset + 4)..<end])
        for place in 0..<4 { file[end + place] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * place)) }
        offset = end + 4
    }
    return file == bytes ? nil : file
}

/// The CRC-32 of PNG (PNG specification, third edition, annex D).
private func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF) { sum, byte in sum >> 8 ^ table[Int((sum ^ UInt32(byte)) & 0xFF)] }
}

private let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
}
