import CImageCodecs

/// The kind of image that bytes begin as, by the magic numbers of the formats' specifications.
enum FileSignature: Equatable {
    /// A format that is read.
    case readable(fauxto_file_format)
    /// A format that is recognised so that it can be named, and not read.
    case other(String)

    /// Looks at the first bytes; nil when they are no image of a known kind.
    init?(of bytes: [UInt8]) {
        func begins(_ prefix: [UInt8], at offset: Int = 0) -> Bool {
            bytes.dropFirst(offset).starts(with: prefix)
        }
        if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .readable(FAUXTO_FILE_PNG)
        } else if begins([0xFF, 0xD8, 0xFF]) {
            self = .readable(FAUXTO_FILE_JPEG)
        } else if begins(Array("RIFF".utf8)), begins(Array("WEBP".utf8), at: 8) {
            self = .readable(FAUXTO_FILE_WEBP)
        } else if begins(Array("GIF87a".utf8)) || begins(Array("GIF89a".utf8)) {
            self = .readable(FAUXTO_FILE_GIF)
        } else if begins(Array("ftypavif".utf8), at: 4) {
            self = .other("AVIF")
        } else if begins(Array("ftypheic".utf8), at: 4) {
            self = .other("HEIC")
        } else if begins([0x49, 0x49, 0x2A, 0x00]) || begins([0x4D, 0x4D, 0x00, 0x2A]) {
            self = .other("TIFF")
        } else if begins(Array("BM".utf8)), begins([0, 0, 0, 0], at: 6) {
            self = .other("BMP")
        } else {
            return nil
        }
    }
}
