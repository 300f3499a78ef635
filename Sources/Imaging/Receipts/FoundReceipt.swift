import CImageCodecs
import JSON

/// What a picture file says of how it was drawn, and where it says so.
public enum FoundReceipt: Sendable, Hashable {
    /// The whole receipt, from the file's metadata.
    case metadata(Receipt)
    /// The recipe's identifier alone, from the pixels: the metadata is gone.
    case pixels(recipe: UInt64)

    /// Looks into a PNG or JPEG file: first at its metadata, and only if there is no sound receipt among it at its
    /// pixels.
    ///
    /// - Parameters:
    ///   - file: The file's bytes.
    ///   - limits: What may be decoded when it comes to that.
    /// - Returns: What was found; nil when the picture carries no receipt.
    /// - Throws: Why the pixels could not be looked at.
    public static func find(
        in file: [UInt8],
        limits: ReferenceImage.Limits = ReferenceImage.Limits()
    ) throws(ReferenceImageError) -> FoundReceipt? {
        let texts: [ArraySlice<UInt8>] =
            switch FileSignature(of: file) {
            case .readable(FAUXTO_FILE_PNG): PNGText.texts(under: Receipt.keyword, in: file)
            case .readable(FAUXTO_FILE_JPEG): JPEGComments.comments(in: file)
            default: []
            }
        for text in texts {
            if let json = String(validating: text, as: UTF8.self), let receipt = Receipt(json: json) {
                return .metadata(receipt)
            }
        }
        return ReceiptStrip.read(try ReferenceImage.decode(file, limits: limits)).map { .pixels(recipe: $0) }
    }

    /// What is known, as one line of JSON in ASCII.
    public var json: String { asciiJSON(.object(object)) }

    /// What is known, each member's name with its value.
    ///
    /// The values are printable ASCII: files come from anywhere, and what is printed reaches a terminal.
    public var members: [(name: String, value: String)] {
        object.members.map { member in
            let value = asciiJSON(member.value)
            return (member.key, value.hasPrefix("\"") ? String(value.dropFirst().dropLast()) : value)
        }
    }

    private var object: JSONObject {
        switch self {
        case .metadata(let receipt): receipt.object
        case .pixels(let recipe): ["recipe": .string(recipe.hexadecimal)]
        }
    }
}
