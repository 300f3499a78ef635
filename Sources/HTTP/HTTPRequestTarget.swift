/// The target of a request (RFC 9112 §3.2): which resource is meant, as the client wrote it.
public struct HTTPRequestTarget: Sendable, Hashable {
    /// The four ways to write a target.
    public enum Form: Sendable, Hashable {
        /// A path with perhaps a query, `/v1/models?page=2`: the usual form.
        case origin

        /// A whole URI, `http://host/path`: what a client sends to a proxy.
        case absolute

        /// `host:port`, which only CONNECT has.
        case authority

        /// `*`, the server as a whole, which only OPTIONS has.
        case asterisk
    }

    /// The way this target was written.
    public let form: Form

    /// `http` or `https` if the target is a whole URI.
    public let scheme: String?

    /// Host and perhaps port if the target names them, as sent.
    public let authority: String?

    /// The path as sent, nothing decoded: `/a%2Fb` stays `/a%2Fb`.
    ///
    /// It begins with a slash, but for the asterisk form, where it is `*`, and the authority form, where it is empty.
    public let rawPath: String

    /// What follows the first `?`, as sent and without the question mark; nil if there is none.
    public let query: String?

    /// Reads a target; throws ``HTTPParseError/malformedTarget`` if it has none of the forms that the method may have.
    public init(_ text: String, method: HTTPMethod = .get) throws(HTTPParseError) {
        let bytes = Array(text.utf8)
        try self.init(bytes.span, method: method)
    }

    init(form: Form, scheme: String?, authority: String?, rawPath: String, query: String?) {
        self.form = form
        self.scheme = scheme
        self.authority = authority
        self.rawPath = rawPath
        self.query = query
    }
}
