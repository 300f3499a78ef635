extension Draw {
    /// A UUID version 7 (RFC 9562 §5.7): the time in milliseconds, then drawn bits.
    public func uuidV7(_ label: String, at time: Timestamp) -> String {
        let milliseconds = UInt64(bitPattern: time.milliseconds)
        let high = milliseconds << 16 | 0x7000 | bits(label, 0) & 0x0FFF
        let low = bits(label, 1) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return uuidText(high, low)
    }

    /// A UUID version 4 (RFC 9562 §5.4): drawn bits only.
    public func uuidV4(_ label: String) -> String {
        let high = bits(label, 0) & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = bits(label, 1) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return uuidText(high, low)
    }

    /// An id in the manner of nanoid: `length` characters (21 is usual) of the URL-safe alphabet of 64.
    public func nanoid(_ label: String, _ number: UInt64 = 0, length: Int = 21) -> String {
        text(label, number, length: length, alphabet: nanoidAlphabet, bitsPerCharacter: 6)
    }

    /// `length` lower-case hexadecimal digits.
    public func hexadecimal(_ label: String, _ number: UInt64 = 0, length: Int) -> String {
        text(label, number, length: length, alphabet: hexadecimalAlphabet, bitsPerCharacter: 4)
    }

    private func text(
        _ label: String,
        _ number: UInt64,
        length: Int,
        alphabet: [UInt8],
        bitsPerCharacter: UInt64
    ) -> String {
        let source = branch(label, number)
        let charactersPerWord = 60 / Int(bitsPerCharacter)
        return String(unsafeUninitializedCapacity: length) { buffer in
            var word: UInt64 = 0
            for index in 0..<length {
                if index % charactersPerWord == 0 { word = source.bits("text", UInt64(index)) }
                buffer[index] = alphabet[Int(word & (1 << bitsPerCharacter - 1))]
                word >>= bitsPerCharacter
            }
            return length
        }
    }
}

private let hexadecimalAlphabet = Array("0123456789abcdef".utf8)
private let nanoidAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-".utf8)

private func uuidText(_ high: UInt64, _ low: UInt64) -> String {
    String(unsafeUninitializedCapacity: 36) { buffer in
        var position = 0
        for digit in 0..<32 {
            if [8, 12, 16, 20].contains(digit) {
                buffer[position] = 0x2D
                position += 1
            }
            let word = digit < 16 ? high : low
            buffer[position] = hexadecimalAlphabet[Int(word >> UInt64(60 - 4 * (digit % 16)) & 0xF)]
            position += 1
        }
        return position
    }
}
