/// A body of the kind `multipart/form-data` (RFC 7578), as far as texts are looked for in it.
struct FormDataBody {
    private let parts: [ArraySlice<UInt8>]

    /// Reads a body; nil when its media type is another, or names no boundary.
    init?(_ body: [UInt8], contentType: String?) {
        guard let contentType, contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        let parameter = contentType.split(separator: ";").dropFirst().lazy
            .map { $0.drop { $0 == " " } }
            .first { $0.lowercased().hasPrefix("boundary=") }
        guard let boundary = parameter?.dropFirst("boundary=".count).filter({ $0 != "\"" }), !boundary.isEmpty else {
            return nil
        }
        parts = body.split(separator: Array("--\(boundary)".utf8))
    }

    /// The content of the first part of a name that is no file; nil when there is none.
    func text(of name: String) -> String? {
        for part in parts {
            guard let gap = part.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
            let head = String(decoding: part[..<gap.lowerBound], as: UTF8.self)
            guard head.contains("name=\"\(name)\""), !head.contains("filename=") else { continue }
            return String(decoding: part[gap.upperBound...].dropLast(2), as: UTF8.self)
        }
        return nil
    }
}
