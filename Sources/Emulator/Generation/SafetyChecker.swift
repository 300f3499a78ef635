/// Objects to prompts that hold one of a list of words.
///
/// The vendors' own checkers look at the picture; a picture drawn here shows nothing that they could object to.
struct SafetyChecker: Sendable {
    /// Always objected to, whatever the operator's list says: for tests that must not depend on it.
    static let magicWord = "[[nsfw]]"

    private let words: [[UInt8]]

    /// Makes a checker of words or phrases, of which case does not matter in ASCII.
    init(words: [String]) {
        self.words = (words + [Self.magicWord]).map { $0.utf8.map(lowercased) }.filter { !$0.isEmpty }
    }

    /// Whether a prompt holds one of the words, with no ASCII letter or digit right before or behind it.
    func objects(to prompt: String) -> Bool {
        var prompt = prompt
        return prompt.withUTF8 { bytes in words.contains { isFound($0, in: bytes) } }
    }

    private func isFound(_ word: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count >= word.count else { return false }
        return (0...bytes.count - word.count).contains { start in
            let end = start + word.count
            return lowercased(bytes[start]) == word[0]
                && word.indices.allSatisfy { lowercased(bytes[start + $0]) == word[$0] }
                && !(start > 0 && isLetterOrDigit(bytes[start - 1]) && isLetterOrDigit(word[0]))
                && !(end < bytes.count && isLetterOrDigit(bytes[end]) && isLetterOrDigit(word[word.count - 1]))
        }
    }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(lowercased(byte))
}
