/// Walks the words of a command line, giving options with their values.
///
/// `--name value` and `--name=value` mean the same.
struct ArgumentReader {
    private var words: ArraySlice<String>

    init(_ words: some Sequence<String>) {
        self.words = ArraySlice(words)
    }

    /// One word, or an option with the value attached to it.
    enum Word {
        case option(name: String, attachedValue: String?)
        case positional(String)

        /// The word as it was typed.
        var text: String {
            switch self {
            case .option(let name, nil): name
            case .option(let name, .some(let value)): "\(name)=\(value)"
            case .positional(let word): word
            }
        }
    }

    /// The next option or positional word; nil after the last.
    mutating func next() -> Word? {
        guard let word = words.popFirst() else { return nil }
        guard word.hasPrefix("-"), word != "-" else { return .positional(word) }
        guard let equals = word.firstIndex(of: "=") else { return .option(name: word, attachedValue: nil) }
        return .option(name: String(word[..<equals]), attachedValue: String(word[word.index(after: equals)...]))
    }

    /// The words that were not read.
    var rest: [String] { Array(words) }

    /// The value of the option just read.
    mutating func value(of name: String, attached: String?) throws(UsageError) -> String {
        if let attached { return attached }
        guard let word = words.popFirst() else { throw UsageError(description: "\(name) needs a value") }
        return word
    }

    /// The value of the option just read, as a whole number in a range.
    mutating func number(
        of name: String,
        attached: String?,
        in range: ClosedRange<Int>
    ) throws(UsageError) -> Int {
        let text = try value(of: name, attached: attached)
        guard let number = Int(text), range.contains(number) else {
            let bounds = "from \(range.lowerBound) to \(range.upperBound)"
            throw UsageError(description: "\(name) takes a whole number \(bounds), not '\(text)'")
        }
        return number
    }

    /// The value of the option just read, as a seed of 64 bits, with or without a sign.
    mutating func seed(of name: String, attached: String?) throws(UsageError) -> UInt64 {
        let text = try value(of: name, attached: attached)
        guard let seed = UInt64(text) ?? Int64(text).map(UInt64.init(bitPattern:)) else {
            let bounds = "from \(Int64.min) to \(UInt64.max)"
            throw UsageError(description: "\(name) takes a whole number \(bounds), not '\(text)'")
        }
        return seed
    }

    /// The value of the option just read, as a fraction.
    mutating func fraction(of name: String, attached: String?) throws(UsageError) -> Double {
        let text = try value(of: name, attached: attached)
        guard let fraction = Double(text), (0...1).contains(fraction) else {
            throw UsageError(description: "\(name) takes a number from 0 to 1, not '\(text)'")
        }
        return fraction
    }

    /// The value of the option just read, as a width and a height in pixels.
    mutating func size(of name: String, attached: String?) throws(UsageError) -> (width: Int, height: Int) {
        let text = try value(of: name, attached: attached)
        let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard sides.count == 2, let width = sides[0], let height = sides[1], width > 0, height > 0 else {
            throw UsageError(description: "\(name) takes WIDTHxHEIGHT, such as 1024x768, not '\(text)'")
        }
        return (width, height)
    }

    /// The value of the option just read, as one of a few words.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        of name: String,
        attached: String?,
        as type: Choice.Type
    ) throws(UsageError) -> Choice where Choice.RawValue == String {
        let text = try value(of: name, attached: attached)
        guard let choice = Choice(rawValue: text) else {
            let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError(description: "\(name) takes one of \(choices), not '\(text)'")
        }
        return choice
    }
}
