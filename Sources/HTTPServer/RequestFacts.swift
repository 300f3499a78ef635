import HTTP

/// What of a request has a bearing on its response.
struct RequestFacts {
    /// Whether the response has no body on the wire because the request was for its head only.
    var isHead = false
    var version = HTTPVersion.http11
    var keepsAlive = false
    /// Whether the client waits for a `100 Continue` that was not sent yet.
    var owesContinue = false

    /// The facts of a request that could not be understood.
    init() {}

    init(_ head: HTTPRequestHead) {
        isHead = head.method == .head
        version = head.version
        keepsAlive = head.keepsAlive
        owesContinue = head.expectsContinue
    }
}
