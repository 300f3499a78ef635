/// The tag by which a client asks for a file again (RFC 9110 §8.8.3).
public struct EntityTag: Hashable, Sendable {
    /// The tag as in a field: in its quotes, with `W/` before them when it is weak.
    public let text: String

    /// Makes a tag of its text in a field.
    public init(text: String) {
        self.text = text
    }

    /// Whether an `If-None-Match` field names this entity, by weak comparison (§13.1.2).
    public func matches(ifNoneMatch field: String) -> Bool {
        tags(in: field).contains { $0 == "*" || opaque($0) == opaque(text[...]) }
    }

    /// Whether an `If-Match` or `If-Range` field names this entity, by strong comparison (§13.1.1, §13.1.5).
    public func matches(strongly field: String) -> Bool {
        tags(in: field).contains { $0 == "*" || $0 == text && !text.hasPrefix("W/") }
    }

    private func tags(in field: String) -> [Substring] {
        field.split { $0 == "," || $0 == " " || $0 == "\t" }
    }

    private func opaque(_ tag: Substring) -> Substring {
        tag.hasPrefix("W/") ? tag.dropFirst(2) : tag
    }
}
