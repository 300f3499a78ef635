import WebFormats

extension ReferenceURL {
    /// Whether nobody outside reaches the host, by what the text alone says.
    ///
    /// So it is for an address that is not global, and for names of this machine (RFC 6761 §6.3), of a private network
    /// (RFC 6762 §3, RFC 8375, and `.internal`, which ICANN reserved for that in 2024) and without a dot, as containers
    /// have them and top-level domains may not (ICANN's resolution 2013.08.13.NG02).
    var isUnreachableFromOutside: Bool {
        let destination = HostAndPort(authority: PercentEncoding.decode(host[...]).lowercased(), defaultPort: 80)
        if let scope = destination.scope { return scope != .global }
        let name = destination.host.hasSuffix(".") ? destination.host.dropLast() : destination.host[...]
        return !name.contains(".") || [".local", ".internal", ".home.arpa"].contains(where: name.hasSuffix)
    }
}
