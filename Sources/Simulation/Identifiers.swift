extension Draw {
    /// A UUID version 7 (RFC 9562 §5.7): the time in milliseconds, then drawn bits.
    public func uuidV7(_ purpose: StaticString, at time: Timestamp) -> String {
        let milliseconds = UInt64(bitPattern: time.milliseconds)
        let high = milliseconds << 16 | 0x7000 | bits(purpose, 0) & 0x0FFF
        let low = bits(purpose, 1) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return uuidText(high, low)
    }

    /// A UUID version 4 (RFC 9562 §5.4): drawn bits only.
    public func uuidV4(_ purpose: StaticString, _ number: UInt64 = 0) -> String {
        let high = bits(purpose, 2 &* number) & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = bits(purpose, 2 &* number &+ 1) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return uuidText(high, low)
    }

    /// An id in the manner of nanoid: `length` characters (21 is usual) of the URL-safe alphabet of 64.
    public func nanoid(_ purpose: StaticString, _ number: UInt64 = 0, length: Int = 21) -> String {
        text(purpose, number, length: length, bitsPerCharacter: 6, alphabet: nanoidAlphabet)
    }

    /// `length` lower-case hexadecimal digits.
    public func hexadecimal(_ purpose: StaticString, _ number: UInt64 = 0, length: Int) -> String {
        text(purpose, number, length: length, bitsPerCharacter: 4, alphabet: hexadecimalAlphabet)
    }

    private func text(
        _ purpose: StaticString,
        _ number: UInt64,
        length: Int,
        bitsPerCharacter: Int,
        alphabet: StaticString
    ) -> String {
        let source = branch(purpose, number)
        let charactersPerWord = 60 / bitsPerCharacter
        let mask = 1 << bitsPerCharacter - 1
        return String(unsafeUninitializedCapacity: length) { buffer in
            var word = 0
            var left = 0
            for index in 0..<length {
                if left == 0 {
                    word = Int(truncatingIfNeeded: source.bits("text", UInt64(index)))
                    left = charactersPerWord
                }
                buffer[index] = alphabet.utf8Start[word & mask]
                word >>= bitsPerCharacter
                left -= 1
            }
            return length
        }
    }
}

private let hexadecimalAlphabet: StaticString = "0123456789abcdef"
private let nanoidAlphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

private func uuidText(_ high: UInt64, _ low: UInt64) -> String {
    String(unsafeUninitializedCapacity: 36) { buffer in
        var position = 0
        for digit in 0..<32 {
            if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
                buffer[position] = UInt8(ascii: "-")
                position += 1
            }
            let word = digit < 16 ? high : low
            buffer[position] = hexadecimalAlphabet.utf8Start[Int(word >> UInt64(60 - 4 * (digit & 15)) & 0xF)]
            position += 1
        }
        return position
    }
}
