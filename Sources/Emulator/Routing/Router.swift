import HTTP
import Simulation
import Vendors

/// Finds out whom a request is for: a vendor's host by path prefix, by `Host`, or by the port it came in on.
struct Router: Sendable {
    /// A role together with the place of its vendor in the list the router was made from.
    struct Entry: Sendable {
        let vendor: Int
        let role: Role
    }

    /// Whom a request is for.
    enum Destination: Sendable {
        /// A vendor's host; `path` is what follows the prefix, and begins with a slash.
        case vendor(Entry, path: String, links: Links)
        /// The proxy of a vendor's, with the vendor's place in the list: the caller names in a field what is meant.
        case proxy(ApplicationProxy, vendor: Int)
        /// The emulator's own interface; `path` is what follows `/_fauxto`.
        case control(path: String)
        /// The page that says what is served.
        case index
        case nowhere
    }

    /// What a short prefix stands for.
    private enum Place {
        case role(Entry)
        case proxy(ApplicationProxy, vendor: Int)
    }

    /// Host names (real ones and their aliases), lower case.
    private var hosts: [String: Entry] = [:]
    /// Short prefixes by their first path segment, longest first.
    private var prefixes: [String: [(prefix: String, place: Place)]] = [:]
    /// The vendors' proxies, with the vendors' places in the list.
    private var proxies: [(proxy: ApplicationProxy, vendor: Int)] = []
    /// The address that links begin with, in place of the one the caller used.
    private let publicURL: String?

    init(vendors: [any Vendor], publicURL: String?) {
        self.publicURL = publicURL
        for (index, vendor) in vendors.enumerated() {
            if let proxy = vendor.applicationProxy {
                proxies.append((proxy, index))
                let place = (proxy.prefix, Place.proxy(proxy, vendor: index))
                prefixes[firstSegment(of: "/\(proxy.prefix)"), default: []].append(place)
            }
            for role in type(of: vendor).roles {
                let entry = Entry(vendor: index, role: role)
                for host in [role.host] + role.aliases { hosts[host] = entry }
                prefixes[firstSegment(of: "/\(role.prefix)"), default: []].append((role.prefix, .role(entry)))
            }
        }
        for key in prefixes.keys { prefixes[key]?.sort { $0.prefix.utf8.count > $1.prefix.utf8.count } }
    }

    /// The host names by which roles can be named, in alphabetical order.
    var roleNames: [String] { Set(hosts.values.map(\.role.host)).sorted() }

    /// The role that goes by a name: a host name or a short prefix.
    func entry(named name: String) -> Entry? {
        let name = name.lowercased()
        if let entry = hosts[name] { return entry }
        guard case .role(let entry) = prefixes[firstSegment(of: "/\(name)")]?.first(where: { $0.prefix == name })?.place
        else { return nil }
        return entry
    }

    /// Whether a host is one of a vendor's, and a port one that it serves.
    func serves(host: String, port: Int) -> Bool {
        (port == 443 || port == 80) && hosts[host.lowercased()] != nil
    }

    /// Finds out whom a request is for.
    ///
    /// - Parameters:
    ///   - path: the raw path, beginning with a slash.
    ///   - authority: host and port as the caller named them, from `Host` or an absolute target.
    ///   - listener: the role whose own port the request came in on, if it did.
    ///   - scheme: `http` or `https`.
    ///   - isProxied: whether the caller took this server for a proxy, and so reaches the real hosts through it.
    ///   - fields: the header fields, which are looked at only where the path leads to no vendor: what comes from a
    ///     vendor's proxy, mounted elsewhere, has its field as well.
    /// - Returns: The vendor's host with the path on it, one of the emulator's own pages, or nothing.
    func destination(
        path: String,
        authority: String,
        listener: Entry?,
        scheme: String,
        isProxied: Bool = false,
        fields: HTTPFields = [:]
    ) -> Destination {
        let segment = firstSegment(of: path)
        let way = Way(scheme: scheme, authority: authority, isProxied: isProxied)
        if let entry = hosts[segment] {
            return .vendor(
                entry,
                path: remainder(of: path, after: segment.utf8.count),
                links: links(back: way, usesShortPrefixes: false)
            )
        }
        if segment == "_fauxto" { return .control(path: remainder(of: path, after: segment.utf8.count)) }
        if let entry = listener ?? hosts[hostName(in: authority)] {
            return .vendor(entry, path: path, links: links(back: way, usesShortPrefixes: false))
        }
        for candidate in prefixes[segment] ?? [] where hasPrefix(path, candidate.prefix) {
            switch candidate.place {
            case .proxy(let proxy, let vendor): return .proxy(proxy, vendor: vendor)
            case .role(let entry):
                return .vendor(
                    entry,
                    path: remainder(of: path, after: candidate.prefix.utf8.count),
                    links: links(back: way, usesShortPrefixes: true)
                )
            }
        }
        if let (proxy, vendor) = proxy(meantBy: fields) { return .proxy(proxy, vendor: vendor) }
        return path == "/" ? .index : .nowhere
    }

    /// How a request came.
    private struct Way {
        let scheme: String
        let authority: String
        let isProxied: Bool
    }

    private func links(back way: Way, usesShortPrefixes: Bool) -> Links {
        if let publicURL { return Links(origin: publicURL, usesShortPrefixes: usesShortPrefixes) }
        if way.isProxied { return Links(toRealHostsBy: way.scheme) }
        return Links(scheme: way.scheme, authority: way.authority, usesShortPrefixes: usesShortPrefixes)
    }

    /// The proxy that a call is for, as its fields say, or those that a browser asks for before it calls.
    private func proxy(meantBy fields: HTTPFields) -> (ApplicationProxy, vendor: Int)? {
        let asked = fields["access-control-request-headers"]?.lowercased()
        return proxies.first { fields.contains($0.proxy.targetField) || asked?.contains($0.proxy.targetField) == true }
    }

    private func firstSegment(of path: String) -> String {
        let bytes = path.utf8.dropFirst()
        return String(Substring(bytes.prefix { $0 != UInt8(ascii: "/") }))
    }

    /// What follows the slash and `count` bytes of prefix.
    private func remainder(of path: String, after count: Int) -> String {
        let rest = path.utf8.dropFirst(count + 1)
        return rest.isEmpty ? "/" : String(Substring(rest))
    }

    /// Whether a path is below a prefix: `/a/b/x` and `/a/b` are below `a/b`, `/a/bc` is not.
    private func hasPrefix(_ path: String, _ prefix: String) -> Bool {
        let rest = path.utf8.dropFirst()
        guard rest.starts(with: prefix.utf8) else { return false }
        let next = rest.dropFirst(prefix.utf8.count).first
        return next == nil || next == UInt8(ascii: "/")
    }
}

/// The host name of an authority, lower case, without its port and without the dot that may end a name: `fal.run.` is the
/// host `fal.run`, told not to be looked for below other domains (RFC 1034 §3.1, RFC 3986 §3.2.2).
func hostName(in authority: String) -> String {
    // Bytes, since walking the characters of a short name costs more than the rest of finding a role.
    let bytes = authority.utf8
    if bytes.first == UInt8(ascii: "[") {
        return String(Substring(bytes.prefix { $0 != UInt8(ascii: "]") })) + "]"
    }
    let name = bytes.prefix { $0 != UInt8(ascii: ":") }
    return Substring(name.count > 1 && name.last == UInt8(ascii: ".") ? name.dropLast() : name).lowercased()
}
