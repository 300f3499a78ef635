/// The grammar of `host [":" port]`, as it stands in a `Host` field or a target (RFC 9110 §7.2, RFC 3986 §3.2.2).
enum HTTPAuthority {
    /// Whether bytes are a host, perhaps empty, and perhaps a port from 0 to 65535.
    static func isValid(_ bytes: Span<UInt8>, portRequired: Bool) -> Bool {
        var index = 0
        if bytes.count > 0, bytes[0] == 0x5B {
            // An address in brackets: IPv6 or a later kind; only its characters are checked.
            index = 1
            while index < bytes.count, bytes[index] != 0x5D {
                guard isInBrackets(bytes[index]) else { return false }
                index += 1
            }
            guard index < bytes.count, index > 1 else { return false }
            index += 1
        } else {
            while index < bytes.count, bytes[index] != HTTPGrammar.colon {
                guard HTTPGrammar.isRegisteredName(bytes[index]) else { return false }
                index += 1
            }
        }
        guard index < bytes.count else { return !portRequired }
        guard bytes[index] == HTTPGrammar.colon else { return false }
        let port = bytes.extracting((index + 1)..<bytes.count)
        if portRequired, index == 0 || port.count == 0 { return false }
        var value = 0
        for position in port.indices {
            guard HTTPGrammar.isDigit(port[position]), value <= 6553 else { return false }
            value = value * 10 + Int(port[position] - 0x30)
        }
        return value <= 65535
    }

    private static func isInBrackets(_ byte: UInt8) -> Bool {
        HTTPGrammar.hexadecimalValue(byte) != nil || byte == HTTPGrammar.colon || byte == 0x2E || byte == 0x76
            || byte == 0x56
    }
}
