public import HTTP
public import ImageGeneration
public import Simulation

/// One vendor as its callers see it: who may call, what is valid, and how every answer is said.
///
/// A vendor is a pure translator with two halves. `receive` turns a call into a neutral `Generation` or refuses it in
/// the vendor's words; `answer` turns the neutral `Outcome` into the vendor's response. Time, chance, images and
/// sockets are elsewhere.
public protocol Vendor: Sendable {
    /// The short name, as in configuration and the path prefix: lower case, no spaces.
    static var name: String { get }
    /// The dated behaviours that can be chosen, oldest first; the last is the default.
    static var profiles: [String] { get }
    /// The hosts this vendor answers on.
    static var roles: [Role] { get }

    /// Makes the vendor with an operator's choices.
    init(settings: VendorSettings)

    /// The API key a call carries, well formed or not; nil when there is none. One key is one account.
    func account(of call: Call) -> String?

    /// Decides on a call: answered at once (refusals, model lists, preflights) or to be generated.
    func receive(_ call: Call) -> Reception

    /// Says what became of a generation.
    func answer(_ outcome: Outcome, to generation: Generation, for call: Call) -> Answer

    /// Where the image with this index of an answer will be served, as a path on one of the vendor's image hosts.
    func imageLocation(index: Int, format: ImageFormat, draw: Draw) -> ImageLocation

    /// The header fields with which the vendor's image host serves an image, besides the entity's own
    /// (content type and length, entity tag, range).
    func imageFields(for call: Call) -> HTTPFields
}

/// One host of a vendor and what it is for.
public struct Role: Sendable, Hashable {
    /// The real host name, which is also a path prefix and the name for `--listen`.
    public let host: String
    /// The short path prefix without slashes at the ends, such as `fal/queue`.
    public let prefix: String
    /// What the host is for.
    public let kind: Kind
    /// Other host names that mean the same.
    public let aliases: [String]

    /// Makes a role.
    public init(host: String, prefix: String, kind: Kind, aliases: [String] = []) {
        self.host = host
        self.prefix = prefix
        self.kind = kind
        self.aliases = aliases
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

/// What an operator has chosen for a vendor.
public struct VendorSettings: Sendable {
    /// Whether every rule that a vendor's page states is enforced, or only what its server was seen to enforce.
    public enum Strictness: String, Sendable, CaseIterable {
        case documented, observed
    }

    /// How much is enforced.
    public var strictness: Strictness
    /// One of the vendor's profiles; nil for the newest.
    public var profile: String?
    /// The API keys accepted; nil accepts every well-formed one.
    public var keys: Set<String>?

    /// Makes settings.
    public init(strictness: Strictness = .documented, profile: String? = nil, keys: Set<String>? = nil) {
        self.strictness = strictness
        self.profile = profile
        self.keys = keys
    }
}

/// One request as a vendor sees it: already routed to one of its roles, the body read.
public struct Call: Sendable {
    /// The host that was called.
    public let role: Role
    /// The method, as sent.
    public let method: HTTPMethod
    /// The path after any prefix, as sent (not percent-decoded); begins with a slash.
    public let path: String
    /// What follows the question mark, as sent.
    public let query: String?
    /// The header fields, as sent.
    public let fields: HTTPFields
    /// The body, read to its end.
    public let body: Body
    /// The moment of arrival on the emulator's clock.
    public let time: Timestamp
    /// The source of ids and other drawn values of this call.
    public var draw: Draw
    /// Makes absolute URLs that lead back the way the caller came in.
    public let links: Links

    /// Makes a call.
    public init(
        role: Role,
        method: HTTPMethod,
        path: String,
        query: String? = nil,
        fields: HTTPFields,
        body: Body,
        time: Timestamp,
        draw: Draw,
        links: Links
    ) {
        self.role = role
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
        self.time = time
        self.draw = draw
        self.links = links
    }

    /// The request body.
    public enum Body: Sendable, Hashable {
        case bytes([UInt8])
        /// It was longer than the limit in bytes, and was not kept.
        case tooLarge(limit: Int)
    }
}

/// The way a caller came in, so that every URL handed out leads back to it.
public struct Links: Sendable, Hashable {
    /// What every URL begins with: a scheme and `://`, or a whole address.
    private let start: String
    /// Host and port as the caller named them; empty where `start` is a whole address.
    private let authority: String
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

    /// What every URL begins with, such as `http://localhost:8080`, without a slash at the end.
    public var origin: String { start + authority }

    /// The absolute URL of a path on a role.
    public func url(role: Role, path: String) -> String {
        let name = usesShortPrefixes ? role.prefix : role.host
        var url = ""
        url.reserveCapacity(start.utf8.count + authority.utf8.count + 1 + name.utf8.count + path.utf8.count)
        url += start
        url += authority
        url += "/"
        url += name
        url += path
        return url
    }
}

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

/// A vendor's decision on a call.
public enum Reception: Sendable {
    /// Answered at once. `failure` and `findings` say why in neutral terms, for the journal.
    case answered(Answer, failure: ProviderFailure? = nil, findings: [String] = [])
    /// Valid: to be generated.
    case accepted(Generation)
}

/// A vendor's response, ready to be sent.
public struct Answer: Sendable, Hashable {
    /// The status line's code.
    public var status: HTTPStatus
    /// The header fields, without those of framing.
    public var fields: HTTPFields
    /// The body.
    public var body: [UInt8]

    /// Makes an answer.
    public init(status: HTTPStatus, fields: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
