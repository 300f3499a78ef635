/// Where an image will be served.
public struct ImageLocation: Sendable, Hashable {
    /// The image host.
    public let role: Role
    /// The path as a client will send it (a literal `%2F` stays one); begins with a slash.
    public let path: String

    /// Makes a location.
    public init(role: Role, path: String) {
        self.role = role
        self.path = path
    }
}
