/// A path on the gateway: an app's owner and alias, then the path inside the app.
struct FalPath {
    /// Owner and alias, or whatever stands in their place.
    let app: String
    let alias: String
    /// The path as the app's routes see it: percent-decoded, at least a slash.
    let inApp: String

    init(_ path: String) {
        let parts = path.dropFirst().split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        app = parts.prefix(2).joined(separator: "/")
        alias = String(parts.prefix(2).last ?? "")
        inApp = "/" + (parts.count > 2 ? percentDecoded(parts[2]) : "")
    }

    /// The path inside the app without slashes at its end; nil when it has none or is nothing else.
    var withoutTrailingSlashes: String? {
        guard inApp.hasSuffix("/") else { return nil }
        let trimmed = inApp.reversed().drop { $0 == "/" }
        return trimmed.isEmpty ? nil : String(trimmed.reversed())
    }
}

/// Percent-decoded text; bytes that are no UTF-8 become U+FFFD (Python's `urllib.parse.unquote`).
private func percentDecoded(_ text: Substring) -> String {
    guard text.utf8.contains(0x25) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
        let digits = rest.prefix(2)
        if byte == 0x25, digits.count == 2, let value = hexadecimal(digits) {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func hexadecimal(_ digits: some Sequence<UInt8>) -> UInt8? {
    var value: UInt8 = 0
    for digit in digits {
        guard let number = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
        value = value << 4 | UInt8(number)
    }
    return value
}
