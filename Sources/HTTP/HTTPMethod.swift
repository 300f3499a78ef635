/// A request method (RFC 9110 §9): a case-sensitive token.
public struct HTTPMethod: Sendable, Hashable, RawRepresentable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The token.
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

    /// Asks for a representation (RFC 9110 §9.3.1).
    public static let get: HTTPMethod = "GET"
    /// Asks for what GET would answer, without the body (§9.3.2).
    public static let head: HTTPMethod = "HEAD"
    /// Lets the resource process the body (§9.3.3).
    public static let post: HTTPMethod = "POST"
    /// Replaces the resource by the body (§9.3.4).
    public static let put: HTTPMethod = "PUT"
    /// Changes the resource as the body says (RFC 5789).
    public static let patch: HTTPMethod = "PATCH"
    /// Removes the resource (§9.3.5).
    public static let delete: HTTPMethod = "DELETE"
    /// Asks what may be done with the resource (§9.3.7).
    public static let options: HTTPMethod = "OPTIONS"
    /// Asks for a tunnel (§9.3.6).
    public static let connect: HTTPMethod = "CONNECT"
}
