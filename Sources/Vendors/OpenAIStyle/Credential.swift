import HTTP

/// What a call's `Authorization` field holds (RFC 9110 §11.6.2).
enum Credential: Hashable {
    /// There is no such field, or it is blank.
    case absent
    /// The scheme `Bearer` without a token.
    case emptyBearer
    /// `Bearer` and a token.
    case bearer(String)
    /// One word without a scheme, as some vendors' examples send their keys.
    case raw(String)
    /// Another scheme, or a token with spaces in it.
    case malformed(String)

    /// Reads the field.
    init(of fields: HTTPFields) {
        guard let field = fields["Authorization"] else {
            self = .absent
            return
        }
        let bytes = field.utf8
        let first = word(in: bytes[...])
        let second = word(in: bytes[first.endIndex...])
        let isBearer = first.elementsEqual("bearer".utf8) { $0 | 0x20 == $1 }
        switch (isBearer, first.isEmpty, second.isEmpty) {
        case (_, true, _): self = .absent
        case (true, _, true): self = .emptyBearer
        case (false, _, true): self = .raw(String(Substring(first)))
        case (true, _, false) where word(in: bytes[second.endIndex...]).isEmpty:
            self = .bearer(String(Substring(second)))
        default: self = .malformed(field)
        }
    }

    /// What stands for the key, well formed or not; nil when there is none.
    var text: String? {
        switch self {
        case .absent, .emptyBearer: nil
        case .bearer(let key), .raw(let key), .malformed(let key): key
        }
    }
}

/// The first word of some text, empty where there is none.
private func word(in text: Substring.UTF8View) -> Substring.UTF8View {
    text.drop { $0 == 0x20 || $0 == 0x09 }.prefix { $0 != 0x20 && $0 != 0x09 }
}
