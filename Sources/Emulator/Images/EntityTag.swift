/// A strong entity tag in its quotes (RFC 9110 §8.8.3).
struct EntityTag: Hashable, Sendable {
    let text: String

    /// Whether an `If-None-Match` field names this entity, by weak comparison (RFC 9110 §13.1.2).
    func matches(ifNoneMatch field: String) -> Bool {
        tags(in: field).contains { $0 == "*" || $0 == text || $0 == "W/\(text)" }
    }

    /// Whether an `If-Match` or `If-Range` field names this entity, by strong comparison (RFC 9110 §13.1.1, §13.1.5).
    func matches(strongly field: String) -> Bool {
        tags(in: field).contains { $0 == "*" || $0 == text }
    }

    private func tags(in field: String) -> [String] {
        field.split(separator: ",").map { String($0.trimmingSpaces()) }
    }
}
