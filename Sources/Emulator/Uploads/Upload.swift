import Simulation
import Vendors

/// A file that a caller has uploaded, or is about to.
struct Upload: Sendable {
    /// The account that it belongs to.
    let owner: String?
    var description: UploadDescription
    var content: Content

    /// How much of it is there.
    enum Content: Sendable {
        /// Nothing; it is to come in one piece.
        case awaited
        /// Some parts, by their numbers, sent under an id.
        case parts([Int: Part], id: String)
        case stored(UploadedFile)
    }

    /// A part of a file.
    struct Part: Sendable {
        let bytes: [UInt8]
        let entityTag: String
    }

    /// The bytes that are held.
    var byteCount: Int {
        switch content {
        case .awaited: 0
        case .parts(let parts, _): parts.values.reduce(0) { $0 + $1.bytes.count }
        case .stored(let file): file.bytes.count
        }
    }

    /// What remembering it takes, in bytes: its own, and a lump for each part and for everything else.
    var weight: Int {
        guard case .parts(let parts, _) = content else { return 1_024 + byteCount }
        return 1_024 + byteCount + 256 * parts.count
    }

    /// The parts that were sent under an id; nil where it is not the file's.
    func parts(under id: String) -> [Int: Part]? {
        guard case .parts(let parts, id) = content else { return nil }
        return parts
    }
}

/// A file that was uploaded, whole.
struct UploadedFile: Sendable {
    let bytes: [UInt8]
    let mediaType: String
    /// Without quotation marks.
    let entityTag: String
    /// When it is no longer served; nil for never.
    let expiry: Timestamp?
}

/// A tag that follows from the bytes, 32 hexadecimal digits as an MD5 has.
func entityTag(of bytes: [UInt8]) -> String {
    var message = Draw.Message(under: Draw(serverSeed: 0))
    message.append(bytes)
    return Draw(serverSeed: 0).branch(message).hexadecimal("entity tag", length: 32)
}

extension UploadReply {
    /// The name by which the journal knows what became of a request about uploads.
    var name: String? {
        switch self {
        case .done(let entityTag): entityTag.map { _ in "stored" }
        case .refused(let fault): fault.rawValue
        }
    }
}
