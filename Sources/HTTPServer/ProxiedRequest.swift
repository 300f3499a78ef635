import HTTP

/// A request that was put to a proxy, with what was decided on it.
///
/// A class, so that the reading of all other requests does not carry room for it around.
final class ProxiedRequest {
    let head: HTTPRequestHead
    let decision: HTTPProxyDecision
    /// How many bytes the head took.
    let used: Int

    init(head: HTTPRequestHead, decision: HTTPProxyDecision, used: Int) {
        self.head = head
        self.decision = decision
        self.used = used
    }
}
