/// What a client asked for by CONNECT.
///
/// A class, so that the many connections without one do not keep room for it.
final class Tunnel: Sendable {
    /// Host and port as the client wrote them.
    let authority: String

    init(authority: String) {
        self.authority = authority
    }

    /// The host without its port, and without the brackets around an IPv6 address.
    var host: String {
        guard authority.hasPrefix("[") else { return String(authority.prefix { $0 != ":" }) }
        return String(authority.dropFirst().prefix { $0 != "]" })
    }
}
