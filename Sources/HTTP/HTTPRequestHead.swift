/// Everything of a request but its body: the request line and the header fields.
public struct HTTPRequestHead: Sendable, Hashable {
    /// What is asked for.
    public var method: HTTPMethod

    /// Of which resource it is asked.
    public var target: HTTPRequestTarget

    /// The version the client speaks.
    public var version: HTTPVersion

    /// The header fields, as sent.
    public var fields: HTTPFields

    /// How long the body is.
    public var framing: HTTPBodyFraming

    /// Whether the client wants the connection to stay open after the answer (RFC 9112 §9.3).
    public var keepsAlive: Bool

    /// Whether the client waits for a `100 Continue` before it sends the body (RFC 9110 §10.1.1).
    public var expectsContinue: Bool

    /// Makes a head by hand; one that came over a connection is made by ``HTTPRequestParser``.
    public init(
        method: HTTPMethod,
        target: HTTPRequestTarget,
        version: HTTPVersion = .http11,
        fields: HTTPFields = [:],
        framing: HTTPBodyFraming = .none,
        keepsAlive: Bool = true,
        expectsContinue: Bool = false
    ) {
        self.method = method
        self.target = target
        self.version = version
        self.fields = fields
        self.framing = framing
        self.keepsAlive = keepsAlive
        self.expectsContinue = expectsContinue
    }

    /// The host the client means, with its port if it gave one: that of the target, or else that of the `Host` field
    /// (RFC 9112 §3.2.2).
    public var authority: String? {
        target.authority ?? fields["Host"]
    }
}
