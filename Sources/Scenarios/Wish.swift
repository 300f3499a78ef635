import CLinux
import ImageGeneration
import JSON
import Simulation

/// What a caller may ask to happen to a call, without a scenario: each way in the form that it has there.
///
/// In the manner of the test cards of payment services: what is asked for comes about as if a rule had said it.
public struct Wish: Sendable {
    /// How it was asked for, such as `header` or `prompt`.
    public let source: String
    /// What happens.
    public private(set) var effect: Effect

    /// What words ask for: names of failures and faults, and lengths of time, with commas between.
    ///
    /// - Parameters:
    ///   - words: The words, such as `timeout`, `EMPTY_RESPONSE` or `overloaded, 3s`.
    ///   - source: How it was asked for.
    /// - Throws: ``WishFault`` for a word that is none of them.
    public init(words: String, source: String) throws(WishFault) {
        self.source = source
        effect = Effect()
        for word in words.split(separator: ",", omittingEmptySubsequences: false) {
            let word = String(word.drop { $0 == " " }.prefix { $0 != " " })
            guard let part = Wish.effect(of: word) else { throw WishFault(word: word) }
            effect.add(part)
        }
    }

    private init(_ effect: Effect, source: String) {
        self.source = source
        self.effect = effect
    }

    /// What the words in double brackets in a prompt ask for: `[[fail:timeout]]`, `[[fault:EMPTY_RESPONSE]]`,
    /// `[[slow:3s]]`; nil where there is none of these.
    public init?(prompt: String) {
        var wished = Effect()
        for text in Wish.bracketed(in: prompt) {
            let parts = text.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { continue }
            // What cannot be meant is left to the picture.
            guard let effect = Wish.effect(of: String(parts[1])), kind.allows(effect) else { continue }
            wished.add(effect)
        }
        guard wished.hasAny else { return nil }
        self.init(wished, source: "prompt")
    }

    /// What an API key asks for by its name: the names of ``keys``, alone or followed by a hyphen or a colon and more.
    public init?(key: String) {
        guard key.hasPrefix("fauxto-") else { return nil }
        let named = Wish.keys.first { name, _ in
            key.hasPrefix(name) && (key.count == name.count || "-:".contains(key.dropFirst(name.count).first ?? " "))
        }
        guard let effect = named.flatMap({ Wish.effect(of: $0.word) }) else { return nil }
        self.init(effect, source: "key")
    }

    /// The API keys that ask for something, and what for.
    public static let keys: [(name: String, word: String)] = [
        ("fauxto-exhausted", "insufficientBalance"), ("fauxto-locked", "forbidden"),
        ("fauxto-ratelimited", "rateLimited"), ("fauxto-unknown", "invalidCredential"),
        ("fauxto-overloaded", "overloaded"), ("fauxto-timeout", "timeout"), ("fauxto-broken", "internalError"),
        ("fauxto-reset", "CONNECTION_RESET_BY_PEER"), ("fauxto-slow", "3s"),
    ]

    /// What stands in double brackets in a text.
    private static func bracketed(in text: String) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            // Nearly every prompt has none, and is asked for every call; one character is found quicker than two.
            guard let first = Self.place(of: "[", in: bytes[...]),
                var rest = Self.place(of: "[[", in: bytes[first...])
            else { return [] }
            var found: [String] = []
            while let end = Self.place(of: "]]", in: bytes[(rest + 2)...]) {
                // Of several openings the last one counts.
                var start = rest
                while let next = Self.place(of: "[[", in: bytes[(start + 1)..<end]) { start = next }
                found.append(String(decoding: bytes[(start + 2)..<end], as: UTF8.self))
                guard let next = Self.place(of: "[[", in: bytes[(end + 2)...]) else { break }
                rest = next
            }
            return found
        }
    }

    /// Where a text is first found.
    private static func place(of text: StaticString, in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard let base = bytes.base.baseAddress else { return nil }
        let found = linux_find(base + bytes.startIndex, bytes.count, text.utf8Start, text.utf8CodeUnitCount)
        return found.map { $0 - UnsafeRawPointer(base) }
    }

    private enum Kind: String {
        case fail, fault, slow

        func allows(_ effect: Effect) -> Bool {
            switch self {
            case .fail: effect.failure != nil
            case .fault: effect.fault != nil
            case .slow: effect.delay != nil
            }
        }
    }

    private static func effect(of word: String) -> Effect? {
        var effect = Effect()
        if let kind = ProviderFailure.Kind(rawValue: word) {
            effect.failure = ProviderFailure(kind)
        } else if let fault = WireFault.ofAnswers.first(where: { $0.rawValue == word }) {
            effect.fault = fault
        } else if let duration = Duration(text: word) {
            effect.delay = .fixed(milliseconds: duration.milliseconds)
        } else {
            return nil
        }
        return effect
    }
}

/// A word that asks for nothing there is.
public struct WishFault: Error, CustomStringConvertible {
    let word: String

    /// What is wrong and what to do.
    public var description: String {
        let names = ProviderFailure.Kind.allCases.map(\.rawValue) + WireFault.ofAnswers.map(\.rawValue)
        let suggestion = nearestName(to: word, in: names).map { "did you mean '\($0)'?" }
        return "'\(word)' is no failure, fault or length of time; "
            + (suggestion ?? "there are \(names.joined(separator: ", ")), and times such as 3s")
    }
}

extension Duration {
    private static let units: [(name: String, milliseconds: Double)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000),
    ]

    /// What a text for a length of time looks like, as a regular expression.
    static let textPattern = #"^[0-9]+(\.[0-9]+)?(ms|s|m|h)$"#

    /// A length of time of at most a thousand million seconds from a text such as `90s`, `1.5m` or `250ms`.
    package init?(text: String) {
        guard let unit = Self.units.first(where: { text.hasSuffix($0.name) }),
            let number = Double(text.dropLast(unit.name.count)), (0...1e12).contains(number * unit.milliseconds)
        else { return nil }
        self = .milliseconds(number * unit.milliseconds)
    }

    fileprivate var milliseconds: Double { self / .milliseconds(1) }
}
