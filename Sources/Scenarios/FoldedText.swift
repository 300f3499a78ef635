/// A text that patterns are held against, with what they need of it worked out once.
///
/// A class, so that to hold it against a pattern copies nothing.
final class FoldedText: Sendable {
    let text: String
    /// The text in lower case, UTF-8.
    let bytes: [UInt8]
    /// The pairs of those bytes.
    let pairs: PairSet

    init(_ text: String) {
        self.text = text
        bytes = Self.lowercasedBytes(of: text)
        pairs = bytes.withUnsafeBufferPointer(PairSet.init)
    }

    /// The UTF-8 of a text in lower case; nearly all texts are ASCII, of which no string needs to be made.
    private static func lowercasedBytes(of text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        let isASCII = bytes.withUnsafeMutableBufferPointer { bytes in
            var seen: UInt8 = 0
            for index in bytes.indices {
                let byte = bytes[index]
                seen |= byte
                bytes[index] = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
            }
            return seen < 0x80
        }
        return isASCII ? bytes : Array(text.lowercased().utf8)
    }
}
