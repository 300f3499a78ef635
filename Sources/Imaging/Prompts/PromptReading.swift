/// What the words of a prompt suggest: moods and styles, by a table of plain English words.
///
/// It is no understanding, only enough that a sunset is warm and the sea is blue.
struct PromptReading {
    /// How often each mood is spoken of.
    private(set) var moods: [Mood: Int] = [:]
    /// How often each style is hinted at.
    private(set) var styles: [StyleChoice: Int] = [:]

    /// Reads the words of a prompt: runs of ASCII letters, without regard to case.
    init(_ prompt: String) {
        for word in prompt.utf8.split(whereSeparator: { !Self.isLetter($0) }) {
            let lowercase = String(decoding: word.map { $0 | 0x20 }, as: UTF8.self)
            // A plural that the table does not hold is looked up without its s.
            let entry =
                PromptWords.table[lowercase]
                ?? (lowercase.hasSuffix("s") ? PromptWords.table[String(lowercase.dropLast())] : nil)
            guard let entry else { continue }
            if let mood = entry.mood { moods[mood, default: 0] += 1 }
            if let style = entry.style { styles[style, default: 0] += 1 }
        }
    }

    /// Picks a palette, most likely one that suits the prompt, with a touch of another that does.
    func choosePalette(_ random: inout SeededRandom) -> Palette {
        let pages = PaletteBook.pages
        let weights = pages.map { 1 + 40 * moods[$0.mood, default: 0] }
        let main = pages[Self.choose(weights, &random)].palette
        let touch = pages[Self.choose(weights, &random)].palette
        return main.mixed(with: touch, random.number(in: 0...10_000))
    }

    /// Picks a style, most likely one that the prompt hints at.
    func chooseStyle(_ random: inout SeededRandom) -> StyleChoice {
        let all = StyleChoice.allCases
        return all[Self.choose(all.map { 1 + 48 * styles[$0, default: 0] }, &random)]
    }

    /// An index of a list of weights, each as likely as its weight.
    private static func choose(_ weights: [Int], _ random: inout SeededRandom) -> Int {
        var rest = random.number(in: 1...weights.reduce(0, +))
        return weights.firstIndex { weight in
            rest -= weight
            return rest <= 0
        } ?? 0
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20)
    }
}
