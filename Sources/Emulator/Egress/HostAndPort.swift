import Glibc

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

    /// A port of an address without brackets.
    init(address: String, port: Int) {
        host = address
        self.port = port
    }

    /// Whether it is this machine or its surroundings by what the text alone says: `localhost`, or an address for
    /// loopback (RFC 1122, RFC 4291), private use (RFC 1918, RFC 4193) or the link (RFC 3927, RFC 4291).
    var isLocal: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        var four = in_addr()
        if inet_pton(AF_INET, host, &four) == 1 { return HostAndPort.isLocal(UInt32(bigEndian: four.s_addr)) }
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
        let bytes = withUnsafeBytes(of: six) { Array($0) }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        if isMapped { return HostAndPort.isLocal(bytes[12...].reduce(0) { $0 << 8 | UInt32($1) }) }
        let isLoopback = bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] <= 1
        return isLoopback || bytes[0] & 0xFE == 0xFC || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80)
    }

    private static func isLocal(_ address: UInt32) -> Bool {
        switch (address >> 24, address >> 16 & 0xFF) {
        case (0, _), (10, _), (127, _), (172, 16...31), (192, 168), (169, 254): true
        default: false
        }
    }
}
