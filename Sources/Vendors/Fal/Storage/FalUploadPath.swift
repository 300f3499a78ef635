import Simulation

/// What a path on the host of files means to somebody who uploads (source: the clients).
enum FalUploadPath {
    /// `/files/upload`: a file in one piece.
    case newFile
    /// `/files/upload/multipart`: a file that is to come in parts.
    case newFileInParts
    /// `/files/…`: a file.
    case file(ImageLocation)
    /// `/files/…/multipart/<id>/<number>`; the number is as written.
    case part(UploadInParts, number: String)
    /// `/files/…/multipart/<id>/complete`
    case completion(UploadInParts)

    /// Reads a path; nil when it is none of these.
    init?(_ path: String) {
        guard path.hasPrefix("/files/") else { return nil }
        switch path {
        case "/files/upload": self = .newFile
        case "/files/upload/multipart": self = .newFileInParts
        default:
            let segments = path.split(separator: "/", omittingEmptySubsequences: false)
            guard segments.count > 5, segments[segments.count - 3] == "multipart" else {
                self = .file(ImageLocation(role: Fal.media, path: path))
                return
            }
            let upload = UploadInParts(
                location: ImageLocation(role: Fal.media, path: segments.dropLast(3).joined(separator: "/")),
                id: String(segments[segments.count - 2])
            )
            let last = String(segments[segments.count - 1])
            self = last == "complete" ? .completion(upload) : .part(upload, number: last)
        }
    }
}

extension Fal {
    /// A place such as `/files/b/0a1b2c3d/Q0CkuwoKGkqpk6xAz2CBJ_cat.png` (recorded), or one that ends as the media type
    /// does where the file has no name (inferred).
    func uploadLocation(_ description: UploadDescription, draw: Draw) -> ImageLocation {
        let folder = draw.hexadecimal("file folder", length: 8)
        let name = draw.nanoid("file name")
        let ending = description.name.map { "_\(pathName($0))" } ?? ".\(suffix(of: description.mediaType))"
        return ImageLocation(role: Self.media, path: "/files/b/\(folder)/\(name)\(ending)")
    }

    /// A file's name as it can stand in a path; of long ones the end, where the suffix is.
    private func pathName(_ name: String) -> String {
        let characters = name.suffix(100).map { character in
            character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
                ? character : "_"
        }
        return String(characters)
    }

    /// What names end with whose media type is the given one, as the JavaScript client finds it (source).
    private func suffix(of mediaType: String) -> String {
        let subtype = mediaType.split(separator: "/").dropFirst().first ?? "bin"
        return mediaType == "application/octet-stream"
            ? "bin" : pathName(String(subtype.prefix { !"-;+".contains($0) }))
    }
}
