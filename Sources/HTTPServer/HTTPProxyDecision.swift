public import HTTP

/// Decides on a request that is put to a proxy: CONNECT, or one whose target is a whole URI.
///
/// It is called on the event loops before the body of the request is read, so it may not wait.
public typealias HTTPProxyPolicy = @Sendable (HTTPRequestHead, HTTPRequestContext) -> HTTPProxyDecision

/// What becomes of a request that is put to a proxy.
public enum HTTPProxyDecision: Sendable {
    /// It is answered here: the handler gets the request, or after CONNECT all that come through the tunnel, which may be
    /// encrypted or not.
    case answer

    /// It goes on to where it was to go, and whatever comes back goes to the client.
    ///
    /// `objection` is asked about each address of the host before it is contacted, on a thread that may wait; where it
    /// says what is wrong with one, the client gets that as the reason of a refusal.
    case relay(host: String, port: Int, objection: @Sendable (_ address: String) -> String? = { _ in nil })

    /// It gets this response, and the connection ends.
    case refuse(HTTPResponse)
}
