/// Tells from a name whether its value is a credential: of header fields, parameters and members alike.
///
/// Names are taken apart into words, at punctuation and where `camelCase` begins a new one. Percent escapes are resolved
/// first, and case does not matter. One secret word is enough, unless the words say that it is another thing: a public
/// key, the type of a token.
enum SecretName {
    /// Whether a value of this name is not to be shown.
    static func matches(_ name: some Collection<UInt8>) -> Bool {
        let name = decoded(Array(name))
        guard hasStem(name) else { return false }
        return isSecret(words(of: name, splittingAtCase: false)) || isSecret(words(of: name, splittingAtCase: true))
    }

    /// Three letters that stand in every name of a credential: most names are told from those by them.
    private static let stems = Set(
        ["key", "tok", "sec", "sig", "pas", "pwd", "cre", "aut", "coo", "ses", "jwt", "bea"].map { stem in
            stem.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
    )

    private static func hasStem(_ name: [UInt8]) -> Bool {
        var window: UInt32 = 0
        for byte in name {
            window = (window << 8 | UInt32(byte | 0x20)) & 0xFF_FFFF
            if stems.contains(window) { return true }
        }
        return false
    }

    /// Whether a value of this name is not to be shown.
    static func matches(_ name: String) -> Bool { matches(Array(name.utf8)) }

    /// Words that say all by themselves.
    private static let words: Set<String> = [
        "key", "keys", "token", "secret", "secrets", "signature", "signatures", "sig", "password", "passwords",
        "passwd",
        "pwd", "passphrase", "passcode", "credential", "credentials", "creds", "authorization", "authorisation",
        "authentication", "auth", "authn", "authcode", "cookie", "cookies", "session", "sessions", "jwt", "jwts",
        "bearer",
    ]

    /// Ends of words that are written together, such as `accesstoken`.
    private static let endings = [
        "token", "secret", "secrets", "signature", "password", "passwd", "passphrase", "credential", "credentials",
        "cookie", "jwt", "auth", "sessid", "sessionid",
    ]

    /// Beginnings of words that are written together, such as `sessionid`.
    private static let beginnings = ["password", "passwd", "credential", "cookie", "session"]

    /// What makes a word a credential wherever it stands in it, as in `awsaccesskeyid`.
    private static let parts = ["apikey", "accesskey", "secretkey", "privatekey"]

    /// Words that end in `key` and mean no credential.
    private static let ordinaryKeys: Set<String> = [
        "monkey", "donkey", "turkey", "hockey", "jockey", "whiskey", "hotkey", "lowkey", "turnkey", "lackey", "flunkey",
        "malarkey", "smokey", "mickey", "rickey", "hickey", "hokey", "pokey",
    ]

    /// What stands before `key` where it means an identifier.
    private static let keyQualifiers: Set<String> = [
        "idempotency", "public", "primary", "foreign", "sort", "partition", "cache", "chroma", "websocket", "socket",
        "dedupe",
        "deduplication",
    ]

    /// What stands behind `key` where the two are one word.
    private static let keyFollowers: Set<String> = [
        "word", "words", "frame", "frames", "board", "point", "points", "note", "light", "hole",
    ]

    /// Last words of names that say something about a credential.
    private static let measures: Set<String> = [
        "count", "counts", "length", "size", "type", "limit", "limits", "budget", "usage", "expiration", "expiry",
        "expires", "duration",
    ]

    /// Words beside which `tokens` are no counted pieces of text.
    private static let tokenQualifiers: Set<String> = ["access", "refresh", "api", "id", "bearer", "device", "upload"]

    private static func isSecret(_ words: [String]) -> Bool {
        guard let last = words.last, !measures.contains(last) else { return false }
        return words.indices.contains { isSecret(at: $0, of: words) }
    }

    private static func isSecret(at index: Int, of all: [String]) -> Bool {
        let word = all[index]
        if word == "key" || word == "keys" {
            return !(index > 0 && keyQualifiers.contains(all[index - 1]))
                && !(index + 1 < all.count && keyFollowers.contains(all[index + 1]))
        }
        if words.contains(word) { return true }
        if word == "pass" { return index == all.count - 1 }
        if word == "tokens" { return all.contains { tokenQualifiers.contains($0) } }
        if endings.contains(where: { word.hasSuffix($0) }) || beginnings.contains(where: { word.hasPrefix($0) }) {
            return true
        }
        if parts.contains(where: { word.contains($0) }) { return true }
        if word.hasSuffix("tokens") { return tokenQualifiers.contains(String(word.dropLast(6))) }
        guard word.hasSuffix("key") || word.hasSuffix("keys") else { return false }
        let key = word.hasSuffix("s") ? String(word.dropLast()) : word
        return !ordinaryKeys.contains(key) && !keyQualifiers.contains(String(key.dropLast(3)))
    }

    /// The words of a name in lower case, without digits at their ends.
    private static func words(of name: [UInt8], splittingAtCase splitsAtCase: Bool) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        func finish() {
            while let last = word.last, isDigit(last) { word.removeLast() }
            if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
            word.removeAll(keepingCapacity: true)
        }
        for (index, byte) in name.enumerated() {
            guard isLetter(byte) || isDigit(byte) else {
                finish()
                continue
            }
            if splitsAtCase, isUpper(byte), index > 0 {
                let followsLower = !isUpper(name[index - 1])
                let precedesLower = index + 1 < name.count && isLetter(name[index + 1]) && !isUpper(name[index + 1])
                if followsLower || precedesLower { finish() }
            }
            word.append(isUpper(byte) ? byte | 0x20 : byte)
        }
        finish()
        return words
    }

    /// Percent escapes resolved, also where they were escaped once more.
    private static func decoded(_ name: [UInt8]) -> [UInt8] {
        var name = name
        for _ in 0..<3 where name.contains(UInt8(ascii: "%")) { name = percentDecoded(name) }
        return name
    }

    private static func isUpper(_ byte: UInt8) -> Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte }
    private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }
    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
