/// Objects to prompts that hold one of a list of words.
///
/// The vendors' own checkers look at the picture; a picture drawn here shows nothing that they could object to.
struct SafetyChecker: Sendable {
    /// Always objected to, whatever the operator's list says: for tests that must not depend on it.
    static let magicWord = "[[nsfw]]"

    private let words: [[UInt8]]
    /// What there is to know of each byte: most places of a prompt need no second look.
    private let kinds: [Kind]

    private struct Kind: OptionSet {
        let rawValue: UInt8

        static let letterOrDigit = Kind(rawValue: 1)
        /// A word begins with it, in either case.
        static let beginsWord = Kind(rawValue: 2)
    }

    /// Makes a checker of words or phrases, of which case does not matter in ASCII.
    init(words: [String]) {
        let words = (words + [Self.magicWord]).map { $0.utf8.map(lowercased) }.filter { !$0.isEmpty }
        self.words = words
        kinds = (UInt8.min...UInt8.max).map { byte in
            var kind: Kind = isLetterOrDigit(byte) ? .letterOrDigit : []
            if words.contains(where: { $0[0] == lowercased(byte) }) { kind.insert(.beginsWord) }
            return kind
        }
    }

    /// Whether a prompt holds one of the words, with no ASCII letter or digit right before or behind it.
    func objects(to prompt: String) -> Bool {
        var prompt = prompt
        return prompt.withUTF8 { bytes in
            kinds.withUnsafeBufferPointer { kinds in
                var before: Kind = []
                for start in bytes.indices {
                    let kind = kinds[Int(bytes[start])]
                    // Between two letters no word begins.
                    if kind.contains(.beginsWord), !(kind.contains(.letterOrDigit) && before.contains(.letterOrDigit)),
                        words.contains(where: { stands($0, at: start, in: bytes) })
                    {
                        return true
                    }
                    before = kind
                }
                return false
            }
        }
    }

    /// Whether a word stands at a place that it may begin at, and may end where it ends.
    private func stands(_ word: [UInt8], at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let end = start + word.count
        return end <= bytes.count
            && word.indices.allSatisfy { lowercased(bytes[start + $0]) == word[$0] }
            && !(end < bytes.count && isLetterOrDigit(bytes[end]) && isLetterOrDigit(word[word.count - 1]))
    }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(lowercased(byte))
}
