/// A text as it may stand in a line for people: on one line, and with nothing in it that a terminal obeys.
///
/// Escaped as in Swift's literals are C0 and C1 controls and DEL (`\n`, `\r`, `\t`, `\u{1b}`), the separators of lines and
/// paragraphs, and the controls that turn the direction of text. A backslash stays as it is: this is for reading.
///
/// - Parameters:
///   - text: Text from anywhere.
///   - keepsLineFeeds: Whether U+000A stays.
/// - Returns: The text with what is not printable escaped.
public func escaped(_ text: String, keepingLineFeeds keepsLineFeeds: Bool = false) -> String {
    guard needsEscapes(text) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
        if !isDisturbing(scalar) || keepsLineFeeds && scalar == "\n" {
            result.unicodeScalars.append(scalar)
        } else {
            switch scalar {
            case "\n": result += #"\n"#
            case "\r": result += #"\r"#
            case "\t": result += #"\t"#
            default: result += #"\u{"# + String(scalar.value, radix: 16) + "}"
            }
        }
    }
    return result
}

/// Bytes as they may stand in a line for people: as ``escaped(_:keepingLineFeeds:)`` has them where they are UTF-8, and
/// `\x9b` for each byte where they are not.
public func escaped(bytes: [UInt8]) -> String {
    var result = ""
    var iterator = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var position = 0
    while true {
        switch parser.parseScalar(from: &iterator) {
        case .valid(let scalar):
            result += escaped(String(Unicode.UTF8.decode(scalar)))
            position += scalar.count
        case .error(let length):
            for byte in bytes[position..<(position + length)] { result += #"\x"# + String(byte, radix: 16) }
            position += length
        case .emptyInput:
            return result
        }
    }
}

/// JSON that prints as ``escaped(_:keepingLineFeeds:)`` says and means the same.
///
/// JSON itself demands escapes for C0 controls alone (RFC 8259 §7). Whatever else disturbs a terminal can only stand
/// inside of strings, so that it can be escaped without knowing where those begin.
///
/// - Parameter json: JSON, with no control characters outside of strings but line feeds.
/// - Returns: The same, with `\u009b` in the place of U+009B.
public func printableJSON(_ json: String) -> String {
    guard needsEscapes(json) else { return json }
    var result = ""
    result.reserveCapacity(json.utf8.count + 16)
    for scalar in json.unicodeScalars {
        if scalar.value >= 0x20, isDisturbing(scalar) {
            let digits = String(scalar.value, radix: 16)
            result += #"\u"# + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// Whether there may be something to escape: most texts are told by their bytes to be free of it.
private func needsEscapes(_ text: String) -> Bool {
    text.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xD8 || $0 == 0xE2 }
}

/// Whether a terminal or an editor obeys a character, or takes it for the end of a line: C0, DEL and C1, line and paragraph
/// separators, and the characters with the property Bidi_Control (UAX #9 §2).
private func isDisturbing(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
}
