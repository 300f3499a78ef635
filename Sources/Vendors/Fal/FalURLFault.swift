import JSON

/// What is wrong with a text that is to be an absolute URL of HTTP, in the words of pydantic's URL types.
enum FalURLFault {
    case empty
    case relative
    case otherScheme
    case hostMissing
    case hostBroken

    /// Nil where nothing is wrong.
    init?(_ url: String) {
        let scheme = url.prefix { $0 != ":" }
        let rest = url.dropFirst(scheme.count + 1)
        let host = rest.dropFirst(2).prefix { !"/?#".contains($0) }
        if url.isEmpty {
            self = .empty
        } else if scheme.count == url.count || !FalURLFault.isScheme(scheme) {
            self = .relative
        } else if !["http", "https"].contains(scheme.lowercased()) {
            self = .otherScheme
        } else if !rest.hasPrefix("//") || host.isEmpty || host.first == ":" {
            self = .hostMissing
        } else if host.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }) {
            self = .hostBroken
        } else {
            return nil
        }
    }

    /// The error as FastAPI lists it, but for its place and the input.
    var error: (type: String, message: String, context: JSONObject) {
        switch self {
        case .empty: Self.parsing("input is empty")
        case .relative: Self.parsing("relative URL without a base")
        case .hostMissing: Self.parsing("empty host")
        case .hostBroken: Self.parsing("invalid international domain name")
        case .otherScheme:
            (
                "url_scheme", "URL scheme should be 'http' or 'https'",
                ["expected_schemes": .string("'http' or 'https'")]
            )
        }
    }

    private static func parsing(_ fault: String) -> (type: String, message: String, context: JSONObject) {
        ("url_parsing", "Input should be a valid URL, \(fault)", ["error": .string(fault)])
    }

    private static func isScheme(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
