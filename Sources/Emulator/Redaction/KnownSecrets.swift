/// Credentials that were found under their names, to be found where they have none: a vendor repeats in its refusal what it
/// was sent.
struct KnownSecrets {
    /// How many are remembered.
    static let maximumCount = 64

    /// How many bytes make one worth looking for: shorter ones are found where they are not meant.
    private static let shortest = 8

    /// How much of one is looked for, and how many that begin alike: so the work for each byte is bounded.
    private static let (longest, mostAlike) = (256, 8)

    /// By their first eight bytes, the longest first.
    private var secrets: [UInt64: [[UInt8]]] = [:]

    init() {}

    /// Takes the values that credentials have under their names, with the scheme that may stand in front.
    init(_ values: [[UInt8]]) {
        for value in values.prefix(Self.maximumCount) {
            let decoded = percentDecoded(value)
            for form in Set([value, decoded, credential(in: value), credential(in: decoded)]) {
                guard form.count >= Self.shortest, looksLikeCredential(form) else { continue }
                secrets[Self.start(of: form, at: 0), default: []].append(Array(form.prefix(Self.longest)))
            }
        }
        for start in secrets.keys {
            secrets[start]?.sort { $0.count > $1.count }
            secrets[start] = secrets[start].map { Array($0.prefix(Self.mostAlike)) }
        }
    }

    /// A text without these credentials.
    func removed(from text: String) -> String {
        guard !secrets.isEmpty else { return text }
        return String(decoding: removed(from: Array(text.utf8)), as: UTF8.self)
    }

    /// Bytes without these credentials.
    func removed(from bytes: [UInt8]) -> [UInt8] {
        guard !secrets.isEmpty, bytes.count >= Self.shortest else { return bytes }
        var copy = RedactedCopy(of: bytes)
        var window = Self.start(of: bytes, at: 0)
        var index = 0
        while true {
            if index >= copy.position, let candidates = secrets[window],
                let secret = candidates.first(where: { bytes[index...].starts(with: $0) })
            {
                copy.replace(index..<(index + secret.count), by: Redactor.mark)
            }
            guard index + Self.shortest < bytes.count else { return copy.finish() }
            window = window << 8 | UInt64(bytes[index + Self.shortest])
            index += 1
        }
    }

    private static func start(of bytes: [UInt8], at index: Int) -> UInt64 {
        bytes[index..<(index + shortest)].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// What follows the scheme in the value of a field such as `Authorization`.
    private func credential(in value: [UInt8]) -> [UInt8] {
        let parts = value.split(separator: UInt8(ascii: " "), maxSplits: 1)
        return parts.count > 1 ? Array(parts[1]) : value
    }
}

/// Whether a text is more than a word: one with a digit or punctuation, of changing case, or very long.
func looksLikeCredential(_ text: some Collection<UInt8>) -> Bool {
    if text.count >= 24 { return true }
    var previous: UInt8 = 0
    for byte in text {
        let isLower = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        let isUpper = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        if !isLower, !isUpper, byte < 0x80, byte > 0x20, !"'.,!?-".utf8.contains(byte) { return true }
        if isUpper, UInt8(ascii: "a")...UInt8(ascii: "z") ~= previous { return true }
        previous = byte
    }
    return false
}
