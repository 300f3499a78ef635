/// A request method (RFC 9110 §9): a case-sensitive token.
public struct HTTPMethod: Sendable, Hashable, RawRepresentable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let rawValue: String

    /// Makes a method from its token.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Makes a method from a literal token.
    public init(stringLiteral value: String) {
        rawValue = value
    }

    /// The token itself.
    public var description: String { rawValue }

    public static let get: HTTPMethod = "GET"
    public static let head: HTTPMethod = "HEAD"
    public static let post: HTTPMethod = "POST"
    public static let put: HTTPMethod = "PUT"
    public static let patch: HTTPMethod = "PATCH"
    public static let delete: HTTPMethod = "DELETE"
    public static let options: HTTPMethod = "OPTIONS"
    public static let connect: HTTPMethod = "CONNECT"
}
