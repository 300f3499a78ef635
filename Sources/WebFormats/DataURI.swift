/// A file written into a URL itself (RFC 2397).
public struct DataURI: Sendable, Hashable {
    /// The media type in lower case, without parameters; empty when none is given.
    public let mediaType: String
    /// The file.
    public let bytes: [UInt8]

    /// Makes the URI of a file.
    public init(mediaType: String, bytes: [UInt8]) {
        self.mediaType = mediaType
        self.bytes = bytes
    }

    /// Reads a data URI; nil when the text is not one, or its base64 or percent escapes are broken.
    public init?(_ text: String) {
        let utf8 = text.utf8
        guard Self.isDataURI(text), let comma = utf8.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        let header = text[utf8.index(text.startIndex, offsetBy: 5)..<comma]
        let parameters = header.split(separator: ";", omittingEmptySubsequences: false)
        let payload = Substring(text[utf8.index(after: comma)...]).utf8
        let isBase64 = parameters.dropFirst().contains { $0.lowercased() == "base64" }
        guard let bytes = isBase64 ? Base64.decode(payload) : PercentEncoding.decodeStrictly(payload) else {
            return nil
        }
        mediaType = parameters.first?.lowercased() ?? ""
        self.bytes = bytes
    }

    /// Whether a text has the scheme of data URIs, whole or broken.
    public static func isDataURI(_ text: String) -> Bool {
        text.utf8.prefix(5).elementsEqual("data:".utf8) { $1 == UInt8(ascii: ":") ? $0 == $1 : $0 | 0x20 == $1 }
    }

    /// The URI, its file in base64.
    public var text: String { "data:\(mediaType);base64,\(Base64.encode(bytes))" }

    /// The URI of a file that is there in pieces.
    public static func text(mediaType: String, pieces: [[UInt8]]) -> String {
        let start = Array("data:\(mediaType);base64,".utf8)
        let length = start.count + Base64.encodedLength(of: pieces.reduce(0) { $0 + $1.count })
        return String(unsafeUninitializedCapacity: length) { text in
            for (index, byte) in start.enumerated() { text.initializeElement(at: index, to: byte) }
            Base64.encode(pieces, into: UnsafeMutableBufferPointer(rebasing: text[start.count...]))
            return length
        }
    }
}
