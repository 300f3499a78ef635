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
