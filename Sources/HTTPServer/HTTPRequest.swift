public import HTTP

/// A request as a handler gets it: the head, and the body as far as the handler asks for it.
public struct HTTPRequest: Sendable {
    /// The request line and the header fields.
    public var head: HTTPRequestHead

    /// The body, which may still be on its way.
    public var body: HTTPRequestBody

    /// Makes a request by hand; one that came over a connection is made by the server.
    public init(head: HTTPRequestHead, body: HTTPRequestBody = HTTPRequestBody([])) {
        self.head = head
        self.body = body
    }

    /// What is asked for.
    public var method: HTTPMethod { head.method }

    /// Of which resource it is asked.
    public var target: HTTPRequestTarget { head.target }

    /// The header fields.
    public var fields: HTTPFields { head.fields }
}
