/// Bytes as text of 64 letters (RFC 4648).
public enum Base64 {
    /// Encodes bytes with padding (§4).
    public static func encode(_ bytes: [UInt8]) -> String {
        let length = encodedLength(of: bytes.count)
        return String(unsafeUninitializedCapacity: length) { text in
            encode([bytes], into: text)
            return length
        }
    }

    /// The number of letters for so many bytes, padding included.
    static func encodedLength(of count: Int) -> Int { (count + 2) / 3 * 4 }

    /// Encodes bytes that are there in pieces, with padding, as if they were one run; there has to be room for them.
    static func encode(_ pieces: [[UInt8]], into text: UnsafeMutableBufferPointer<UInt8>) {
        var position = 0
        // Bytes of a group of three that is not complete, and their number.
        var group: UInt32 = 0
        var count = 0
        for piece in pieces {
            for byte in piece {
                group = group << 8 | UInt32(byte)
                count += 1
                guard count == 3 else { continue }
                put(group, into: text, at: position)
                position += 4
                (group, count) = (0, 0)
            }
        }
        guard count > 0 else { return }
        put(group << (count == 1 ? 16 : 8), into: text, at: position)
        if count == 1 { text[position + 2] = UInt8(ascii: "=") }
        text[position + 3] = UInt8(ascii: "=")
    }

    @inline(__always)
    private static func put(_ group: UInt32, into text: UnsafeMutableBufferPointer<UInt8>, at position: Int) {
        text[position] = alphabet[Int(group >> 18)]
        text[position + 1] = alphabet[Int(group >> 12 & 63)]
        text[position + 2] = alphabet[Int(group >> 6 & 63)]
        text[position + 3] = alphabet[Int(group & 63)]
    }

    /// Encodes bytes in the alphabet for URLs, without padding (§5).
    public static func encodeForURL(_ bytes: [UInt8]) -> String {
        let characters = encode(bytes).utf8.compactMap { character -> UInt8? in
            switch character {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            case UInt8(ascii: "="): nil
            default: character
            }
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// Decodes text in either alphabet (§4, §5), with or without padding; white space is passed over.
    ///
    /// - Returns: The bytes; nil for any other character, or a length that encodes no whole bytes.
    public static func decode(_ text: Substring.UTF8View) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        var padding = 0
        for character in text {
            let value: UInt8
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
            case UInt8(ascii: "="):
                padding += 1
                continue
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): continue
            default: return nil
            }
            guard padding == 0 else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 1
            if count % 4 == 0 {
                bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
                bytes.append(UInt8(truncatingIfNeeded: bits))
            }
        }
        switch count % 4 {
        case 0: break
        case 2: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
        case 3:
            bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
        default: return nil
        }
        return padding <= 2 ? bytes : nil
    }
}

private let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
