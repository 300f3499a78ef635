import WebFormats

extension Redactor {
    /// Running text without credentials: parameters with secret names, users in URLs, web tokens, and what follows the name
    /// of an authentication scheme.
    ///
    /// Every byte is looked at a bounded number of times.
    mutating func runningText(_ bytes: [UInt8], isCut: Bool, depth: Int) -> [UInt8] {
        guard mayHoldCredential(bytes) else { return bytes }
        var copy = RedactedCopy(of: bytes)
        var authority = AuthorityScan(bytes)
        // Where the name begins that an equals sign would end, and a run of bytes without delimiters.
        var (nameStart, runStart, runHasEscape) = (0, 0, false)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            var end = index
            if byte == UInt8(ascii: "="), SecretName.matches(bytes[nameStart..<index]) {
                end = endOfValue(in: bytes, from: index + 1)
                take(bytes, (index + 1)..<end, in: &copy)
            } else if byte == UInt8(ascii: "/") || byte == UInt8(ascii: ":"),
                let start = authority.start(at: index)
            {
                let (close, user) = authority.scan(from: start)
                if let user {
                    end = user
                } else if isCut, close == bytes.count, close > start {
                    // Whether a host or a user was cut off cannot be told.
                    end = close
                }
                if end > index { take(bytes, start..<end, in: &copy) }
            } else if isWordStart(bytes, index) {
                if let range = credential(in: bytes, at: index, isCut: isCut) {
                    take(bytes, range, in: &copy)
                    end = range.upperBound
                }
            }
            if end > index {
                (index, nameStart, runStart, runHasEscape) = (end, end, end, false)
                continue
            }
            if byte == UInt8(ascii: "%") { runHasEscape = true }
            if endsRun(byte) {
                if runHasEscape { unescape(bytes, runStart..<index, isCut: false, depth, in: &copy) }
                (runStart, runHasEscape) = (index + 1, false)
            }
            if endsName(byte) || byte == UInt8(ascii: "=") { nameStart = index + 1 }
            index += 1
        }
        if runHasEscape { unescape(bytes, runStart..<bytes.count, isCut: isCut, depth, in: &copy) }
        return copy.finish()
    }

    /// Replaces a credential.
    private mutating func take(_ bytes: [UInt8], _ range: Range<Int>, in copy: inout RedactedCopy) {
        guard !range.isEmpty, !bytes[range].elementsEqual(Self.mark) else { return }
        note(bytes[range])
        copy.replace(range, by: Self.mark)
    }

    /// Looks behind percent escapes, and escapes what is left if there was something.
    private mutating func unescape(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        isCut: Bool,
        _ depth: Int,
        in copy: inout RedactedCopy
    ) {
        guard depth < Self.deepestNesting else { return }
        let plain = percentDecoded(bytes[range])
        let shown = content(plain, isCut: isCut, depth: depth + 1)
        if shown != plain { copy.replace(range, by: percentEncoded(shown)) }
    }

    /// The end of a parameter's value: of quotes that begin it, or before what begins something else.
    private func endOfValue(in bytes: [UInt8], from start: Int) -> Int {
        if start < bytes.count, bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'") {
            let close = bytes[(start + 1)...].firstIndex(of: bytes[start])
            if let close { return close + 1 }
        }
        var end = start
        while end < bytes.count, !endsValue(bytes[end]) { end += 1 }
        // Punctuation of the sentence around it.
        if end > start + 1, "').,;".utf8.contains(bytes[end - 1]) { end -= 1 }
        return end
    }

    /// A web token, or the credential behind the name of an authentication scheme (RFC 9110 §11.1).
    private func credential(in bytes: [UInt8], at start: Int, isCut: Bool) -> Range<Int>? {
        let text = bytes[start...]
        if text.starts(with: "eyJ".utf8) {
            let end = text.firstIndex { !isTokenByte($0) } ?? bytes.count
            let hasDot = text[..<end].contains(UInt8(ascii: "."))
            return hasDot || isCut && end == bytes.count ? start..<end : nil
        }
        guard let scheme = Scheme.allCases.first(where: { isSpelled($0.rawValue, text) }) else { return nil }
        var from = start + scheme.rawValue.utf8.count
        guard from < bytes.count, bytes[from] == UInt8(ascii: " ") else { return nil }
        while from < bytes.count, bytes[from] == UInt8(ascii: " ") { from += 1 }
        var end = from
        while end < bytes.count, !endsValue(bytes[end]), !",;\\'".utf8.contains(bytes[end]) { end += 1 }
        guard end > from else { return nil }
        let isUnfinished = isCut && end == bytes.count
        return isUnfinished || scheme.mayIntroduce(bytes[from..<end]) ? from..<end : nil
    }

    /// Names of authentication schemes; all of them are words as well, which prompts are full of.
    private enum Scheme: String, CaseIterable {
        case bearer, basic, key, token

        /// Whether what follows the name is a credential and not the next word.
        func mayIntroduce(_ text: ArraySlice<UInt8>) -> Bool {
            switch self {
            case .bearer: text.count >= 8 && looksLikeCredential(text)
            case .token: text.count >= 16 && looksLikeCredential(text)
            case .key:
                text.dropFirst().dropLast().contains(UInt8(ascii: ":")) || text.count >= 16 && looksLikeCredential(text)
            case .basic:
                // A user and a password (RFC 7617 §2).
                Base64.decode(Substring(decoding: text, as: UTF8.self).utf8)?.contains(UInt8(ascii: ":")) == true
            }
        }
    }

    private func isSpelled(_ word: String, _ text: ArraySlice<UInt8>) -> Bool {
        text.count >= word.utf8.count && zip(text, word.utf8).allSatisfy { $0 | 0x20 == $1 }
    }

    /// Whether there is a byte without which there is nothing to take out.
    private func mayHoldCredential(_ bytes: [UInt8]) -> Bool {
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == UInt8(ascii: "=") || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "@") { return true }
            if byte == UInt8(ascii: " ") || byte == UInt8(ascii: ":") { return true }
            if byte == UInt8(ascii: "y"), previous == UInt8(ascii: "e") { return true }
            previous = byte
        }
        return false
    }

    private func isWordStart(_ bytes: [UInt8], _ index: Int) -> Bool {
        let letter = bytes[index] | 0x20
        guard letter == 0x62 || letter == 0x65 || letter == 0x6B || letter == 0x74 else { return false }
        guard index > 0 else { return true }
        return !isTokenByte(bytes[index - 1]) || bytes[index - 1] == UInt8(ascii: ".")
    }

    /// A byte of a web token: of base64 in the alphabet for URLs, or a dot between its parts (RFC 7515 §3.1).
    private func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private func endsValue(_ byte: UInt8) -> Bool { byte <= 0x20 || "&\"<>".utf8.contains(byte) }

    private func endsName(_ byte: UInt8) -> Bool { byte <= 0x20 || "&?;#/,\"'<>(){}".utf8.contains(byte) }

    private func endsRun(_ byte: UInt8) -> Bool {
        endsName(byte) || byte == UInt8(ascii: "=") || "@:".utf8.contains(byte)
    }
}
