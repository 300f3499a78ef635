/// The cyclic redundancy check of PNG chunks and receipt strips (PNG specification, third edition, annex D).
///
/// It is meant for short messages, and so keeps no table.
struct CRC32 {
    /// The check of a message.
    let value: UInt32

    init(_ message: some Sequence<UInt8>) {
        var register = UInt32.max
        for byte in message {
            register ^= UInt32(byte)
            for _ in 0..<8 { register = register >> 1 ^ (register & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        value = ~register
    }
}
