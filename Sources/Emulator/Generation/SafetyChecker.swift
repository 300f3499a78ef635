/// Objects to prompts that hold one of a list of words.
///
/// The vendors' own checkers look at the picture; a picture drawn here shows nothing that they could object to.
struct SafetyChecker: Sendable {
    /// Always objected to, whatever the operator's list says: for tests that must not depend on it.
    static let magicWord = "[[nsfw]]"

    private let words: [[UInt8]]
    /// For every byte whether a word begins with it, in either case: most places of a prompt need no second look.
    private let beginsWord: [Bool]

    /// Makes a checker of words or phrases, of which case does not matter in ASCII.
    init(words: [String]) {
        let words = (words + [Self.magicWord]).map { $0.utf8.map(lowercased) }.filter { !$0.isEmpty }
        self.words = words
        beginsWord = (0...255).map { byte in words.contains { $0[0] == lowercased(byte) } }
    }

    /// Whether a prompt holds one of the words, with no ASCII letter or digit right before or behind it.
    func objects(to prompt: String) -> Bool {
        var prompt = prompt
        return prompt.withUTF8 { bytes in
            for start in bytes.indices where beginsWord[Int(bytes[start])] {
                if words.contains(where: { stands($0, at: start, in: bytes) }) { return true }
            }
            return false
        }
    }

    private func stands(_ word: [UInt8], at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let end = start + word.count
        return end <= bytes.count
            && word.indices.allSatisfy { lowercased(bytes[start + $0]) == word[$0] }
            && !(start > 0 && isLetterOrDigit(bytes[start - 1]) && isLetterOrDigit(word[0]))
            && !(end < bytes.count && isLetterOrDigit(bytes[end]) && isLetterOrDigit(word[word.count - 1]))
    }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(lowercased(byte))
}
