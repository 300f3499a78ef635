/// One host of a vendor and what it is for.
public struct Role: Sendable, Hashable {
    /// The real host name, which is also a path prefix and the name for `--listen`.
    public let host: String
    /// The short path prefix without slashes at the ends, such as `vendor/queue`.
    public let prefix: String
    /// What the host is for.
    public let kind: Kind
    /// Other host names that mean the same.
    public let aliases: [String]
    /// Whatever a rule may call it by: host, short prefix, what it is for, and the aliases.
    public let names: [String]

    /// Makes a role.
    public init(host: String, prefix: String, kind: Kind, aliases: [String] = []) {
        self.host = host
        self.prefix = prefix
        self.kind = kind
        self.aliases = aliases
        names = [host, prefix, kind.rawValue] + aliases
    }

    /// Roles are the same when their hosts are: no two have one in common.
    public static func == (one: Role, other: Role) -> Bool { one.host == other.host }

    /// Hashes the host.
    public func hash(into hasher: inout Hasher) { hasher.combine(host) }

    /// What a host is for.
    public enum Kind: String, Sendable, Hashable {
        /// Answers requests for images.
        case api
        /// Accepts requests to be worked off later.
        case queue
        /// Everything around generation: uploads, tokens.
        case rest
        /// Serves image files.
        case images
    }
}
