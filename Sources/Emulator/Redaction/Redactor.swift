/// Takes credentials out of what is shown, by the names that they have and the forms that they come in.
///
/// Whatever is taken out is remembered: ``KnownSecrets`` finds it where it has no name.
struct Redactor {
    /// What stands in the place of a credential.
    static let mark = Array("[redacted]".utf8)

    /// How many texts within texts are looked into, such as a URL in a parameter of a URL.
    static let deepestNesting = 4

    /// What was taken out, the first few of it.
    private(set) var taken: [[UInt8]] = []

    /// Remembers what is taken out.
    mutating func note(_ secret: some Sequence<UInt8>) {
        if taken.count < KnownSecrets.maximumCount { taken.append(Array(secret)) }
    }

    /// A text without credentials: a note, a URL, the value of a header field.
    mutating func text(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let shown = content(bytes, isCut: false, depth: 0)
        return shown == bytes ? text : String(decoding: shown, as: UTF8.self)
    }

    /// A body without credentials, as text.
    ///
    /// - Parameters:
    ///   - bytes: The body, JSON in any encoding, of a form, or any other text.
    ///   - mediaType: What it is said to be.
    ///   - isCut: Whether its end is missing.
    /// - Returns: What to show of it.
    mutating func body(_ bytes: [UInt8], mediaType: String?, isCut: Bool) -> String {
        guard !bytes.isEmpty else { return "" }
        let text = utf8(of: bytes)
        let shown: [UInt8]
        if let boundary = MultipartBoundary(of: text, mediaType: mediaType) {
            shown = multipart(text, boundary: boundary, isCut: isCut)
        } else if isForm(text) {
            shown = form(text, isCut: isCut, depth: 0)
        } else {
            shown = json(text, isCut: isCut, depth: 0)
        }
        return String(decoding: shown, as: UTF8.self)
    }

    /// A path with its query, without credentials.
    mutating func target(path: String, query: String?) -> String {
        let path = text(path)
        guard let query else { return path }
        let shown = form(Array(query.utf8), isCut: false, depth: 0)
        return "\(path)?\(String(decoding: shown, as: UTF8.self))"
    }

    /// The value of a header field.
    mutating func value(of name: String, _ value: String) -> String {
        guard SecretName.matches(name) else { return text(value) }
        note(value.utf8)
        return "[redacted]"
    }

    /// A text that may be JSON.
    mutating func content(_ bytes: [UInt8], isCut: Bool, depth: Int) -> [UInt8] {
        let first = bytes.first { !isSpace($0) }
        let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"")
        return isJSON && depth < Self.deepestNesting
            ? json(bytes, isCut: isCut, depth: depth) : runningText(bytes, isCut: isCut, depth: depth)
    }

    /// Whether a body begins as those of forms do: with a name and an equals sign.
    private func isForm(_ bytes: [UInt8]) -> Bool {
        guard let end = bytes.firstIndex(where: { !isFormName($0) }), end > 0 else { return false }
        return bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: "&")
    }

    private func isFormName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_.%+*[]~!$:@".utf8.contains(byte)
        }
    }
}

/// White space as in JSON, of which other texts have no more.
func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
