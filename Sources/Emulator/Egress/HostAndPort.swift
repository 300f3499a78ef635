/// Where a client wants to go through the proxy.
struct HostAndPort {
    /// A name in lower case, or an address without brackets.
    let host: String
    let port: Int

    /// Reads an authority; `defaultPort` is meant where it names none.
    init(authority: String, defaultPort: Int) {
        let name = hostName(in: authority)
        let isBracketed = name.hasPrefix("[")
        host = isBracketed ? String(name.dropFirst().dropLast()) : name
        let rest = isBracketed ? authority.dropFirst(name.count) : authority.drop { $0 != ":" }
        port = Int(rest.dropFirst()) ?? defaultPort
    }

    /// Who can be reached there by what the text alone says; nil for a name that has to be looked up.
    ///
    /// `localhost` and what is below it is this machine (RFC 6761 §6.3).
    var scope: IPAddress.Scope? {
        host == "localhost" || host.hasSuffix(".localhost") ? .loopback : IPAddress(host)?.scope
    }

    /// Whether it is this machine or a private network by what the text alone says.
    var isLocal: Bool { scope?.isLocal == true }
}
