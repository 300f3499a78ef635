/// Decides whether a client may reach a host that is no vendor's.
struct EgressPolicy: Sendable {
    let settings: EmulatorConfiguration.Egress
    /// The address by which clients know this server, if it has one of its own.
    let publicURL: String?

    /// Whether an operator allowed it.
    func allows(_ destination: HostAndPort) -> Bool {
        (destination.isLocal && settings.allowLocal) || names(destination.host)
    }

    /// Whether an operator allowed a host by its name.
    func names(_ host: String) -> Bool {
        settings.allow.contains { HostPattern($0).matches(host) }
    }

    /// Why an address is not contacted although its host may be; nil where nothing speaks against it.
    ///
    /// A name leads where its owner wants it to: neither the leave for a whole domain nor the one for local addresses is
    /// meant for this server itself, the link, groups, or no host. Only who names this very host or address means that.
    ///
    /// - Parameters:
    ///   - text: The address that the connection would go to.
    ///   - destination: The host as it was named, and the port.
    ///   - ownListeners: Where this server listens.
    ///   - named: Hosts that an operator named beside those of `egress.allow`: of them only addresses count, and not as
    ///     leave for this server itself.
    /// - Returns: What the address is, to follow "it is".
    func objection(
        to text: String,
        of destination: HostAndPort,
        _ ownListeners: OwnListeners,
        named: [String] = []
    ) -> String? {
        guard let address = IPAddress(text) else { return "no address that is understood" }
        if settings.allow.contains(where: { $0.lowercased() == destination.host || IPAddress($0) == address }) {
            return nil
        }
        if ownListeners.include(address, port: destination.port) || isPublicName(destination) {
            return "this server itself"
        }
        if named.contains(where: { IPAddress($0) == address }) { return nil }
        return switch address.scope {
        case .unspecified: "the address of no host"
        case .linkLocal: "a link-local address"
        case .multicast: "a multicast or reserved address"
        case .loopback, .privateUse, .global: nil
        }
    }

    private func isPublicName(_ destination: HostAndPort) -> Bool {
        guard let url = publicURL.flatMap({ ReferenceURL($0) }) else { return false }
        let own = HostAndPort(authority: url.authority, defaultPort: url.scheme == "https" ? 443 : 80)
        return own.host == destination.host && own.port == destination.port
    }

    /// The flag that would allow it.
    func flag(allowing destination: HostAndPort) -> String {
        destination.isLocal ? "--allow-local" : "--allow-host \(destination.host)"
    }

    /// Whether a destination is this server itself, which a client may name although it takes it for a proxy.
    func isOurselves(_ destination: HostAndPort, authority: String, localPort: Int) -> Bool {
        if publicURL.flatMap({ ReferenceURL($0) })?.authority == authority { return true }
        // A name without dots is that of a container or of this machine; a connection to no host leads here as well.
        let isNear = destination.isLocal || destination.scope == .unspecified || !destination.host.contains(".")
        return destination.port == localPort && isNear
    }
}
