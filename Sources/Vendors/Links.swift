import WebFormats

/// The way a caller came in, so that every URL handed out leads back to it.
public struct Links: Sendable, Hashable {
    /// What every URL begins with: a scheme and `://`, or a whole address.
    private let start: String
    /// Host and port as the caller named them; empty where `start` is a whole address, nil where each role has its own.
    private let authority: String?
    /// Whether the caller used the short prefixes or the host names.
    private let usesShortPrefixes: Bool

    /// Makes links that begin with the address the caller used.
    ///
    /// - Parameters:
    ///   - scheme: `http` or `https`.
    ///   - authority: Host and port as the caller named them.
    ///   - usesShortPrefixes: Whether roles are named by short prefix rather than by host.
    public init(scheme: String, authority: String, usesShortPrefixes: Bool) {
        start = scheme == "http" ? "http://" : scheme + "://"
        self.authority = authority
        self.usesShortPrefixes = usesShortPrefixes
    }

    /// Makes links that begin with a given address, without a slash at its end.
    public init(origin: String, usesShortPrefixes: Bool) {
        start = origin
        authority = ""
        self.usesShortPrefixes = usesShortPrefixes
    }

    /// Makes links to the roles' real hosts, for a caller that reaches them all through a proxy.
    public init(toRealHostsBy scheme: String) {
        start = scheme + "://"
        authority = nil
        usesShortPrefixes = false
    }

    /// What every URL begins with, such as `http://localhost:8080`, without a slash at the end.
    public var origin: String { start + (authority ?? "") }

    /// The absolute URL of a path on a role.
    public func url(role: Role, path: String) -> String {
        guard let authority else { return String(joining: [start, role.host, path]) }
        let name = usesShortPrefixes ? role.prefix : role.host
        return String(joining: [start, authority, "/", name, path])
    }
}
