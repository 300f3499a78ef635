/// A body of the kind `multipart/form-data` (RFC 7578), as far as texts are looked for in it.
struct FormDataBody {
    private let body: [UInt8]
    /// Where each part is, from behind its boundary to before the next one.
    private let parts: [Range<Int>]

    /// Reads a body; nil when its media type is another, or names no boundary.
    init?(_ body: [UInt8], contentType: String?) {
        guard let contentType, contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        let parameter = contentType.split(separator: ";").dropFirst().lazy
            .map { $0.drop { $0 == " " } }
            .first { $0.lowercased().hasPrefix("boundary=") }
        guard let boundary = parameter?.dropFirst("boundary=".count).filter({ $0 != "\"" }), !boundary.isEmpty else {
            return nil
        }
        let delimiter = Array("--\(boundary)".utf8)
        let places = places(of: delimiter, in: body.span)
        self.body = body
        parts = zip(places, places.dropFirst()).map { $0 + delimiter.count..<$1 }
    }

    /// How many bytes of a part are looked at for its head.
    private static let maximumHeadBytes = 16 << 10

    /// The content of the first part of a name that is no file; nil when there is none.
    func text(of name: String) -> String? {
        for part in parts {
            guard let gap = body[part].prefix(Self.maximumHeadBytes).firstRange(of: Array("\r\n\r\n".utf8)) else {
                continue
            }
            let head = String(decoding: body[part.lowerBound..<gap.lowerBound], as: UTF8.self)
            guard head.contains("name=\"\(name)\""), !head.contains("filename=") else { continue }
            return String(decoding: body[gap.upperBound..<part.upperBound].dropLast(2), as: UTF8.self)
        }
        return nil
    }
}

/// Where some bytes occur in others, without overlap: by hand, since files of many megabytes come in forms, and the
/// standard library's search takes a hundred times as long.
private func places(of pattern: [UInt8], in bytes: Span<UInt8>) -> [Int] {
    var places: [Int] = []
    var start = 0
    while start + pattern.count <= bytes.count {
        var length = 0
        while length < pattern.count, bytes[start + length] == pattern[length] { length += 1 }
        if length == pattern.count { places.append(start) }
        start += length == pattern.count ? length : 1
    }
    return places
}
