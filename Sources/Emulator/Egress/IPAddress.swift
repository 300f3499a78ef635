import Glibc

/// An IPv4 or IPv6 address.
struct IPAddress: Hashable, Sendable {
    /// Who can be reached at an address.
    enum Scope: Sendable {
        /// No host: "this network" and `::` (RFC 1122 §3.2.1.3, RFC 4291 §2.5.2). Connecting leads to this machine.
        case unspecified
        case loopback
        /// The machines on the same link, among them the metadata services of clouds (RFC 3927, RFC 4291 §2.5.6).
        case linkLocal
        /// A private network (RFC 1918, RFC 4193).
        case privateUse
        /// Groups of machines, and addresses reserved for later (RFC 5771, RFC 4291 §2.7, RFC 1112 §4).
        case multicast
        case global

        /// Whether that is this machine or a private network.
        var isLocal: Bool { self == .loopback || self == .privateUse }
    }

    /// As IPv6; an IPv4 address is a mapped one (RFC 4291 §2.5.5.2).
    private let high: UInt64
    private let low: UInt64

    private static let mappedPrefix: UInt64 = 0xFFFF_0000_0000

    /// Reads an address, with or without brackets and zone.
    ///
    /// IPv4 may also come in the forms that resolvers take: fewer parts, octal and hexadecimal ones, such as `127.1`,
    /// `0x7f000001` and `2130706433` (POSIX, `inet_addr`).
    init?(_ text: String) {
        var bytes = text.utf8[...]
        if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") { bytes = bytes.dropFirst().dropLast() }
        bytes = bytes.prefix { $0 != UInt8(ascii: "%") }
        var six = in6_addr()
        if bytes.contains(UInt8(ascii: ":")) {
            guard inet_pton(AF_INET6, String(Substring(bytes)), &six) == 1 else { return nil }
            (high, low) = withUnsafeBytes(of: six) { bytes in
                (
                    UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
                )
            }
            return
        }
        // What inet_aton would take beyond that is no address: white space and what follows it.
        let isNumeric = bytes.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x46, 0x61...0x66, 0x58, 0x78, 0x2E: true
            default: false
            }
        }
        var four = in_addr()
        guard isNumeric, bytes.first.map({ (0x30...0x39).contains($0) }) == true,
            inet_aton(String(Substring(bytes)), &four) == 1
        else { return nil }
        high = 0
        low = Self.mappedPrefix | UInt64(UInt32(bigEndian: four.s_addr))
    }

    /// Who can be reached there.
    var scope: Scope {
        if let four = embedded { return Self.scope(of: four) }
        if high == 0, low <= 1 { return low == 0 ? .unspecified : .loopback }
        // A unique local prefix under which AWS serves what it otherwise serves at 169.254.169.254.
        if high >> 32 == 0xFD00_0EC2 { return .linkLocal }
        switch high >> 48 {
        case 0xFE80...0xFEBF: return .linkLocal
        case 0xFC00...0xFDFF: return .privateUse
        case 0xFF00...0xFFFF: return .multicast
        default: return .global
        }
    }

    /// The IPv4 address that this one leads to: mapped (RFC 4291 §2.5.5.2), or translated at the well-known prefix
    /// (RFC 6052 §2.1).
    private var embedded: UInt32? {
        let isMapped = high == 0 && low >> 32 == Self.mappedPrefix >> 32
        let isTranslated = high == 0x0064_FF9B_0000_0000 && low >> 32 == 0
        return isMapped || isTranslated ? UInt32(truncatingIfNeeded: low) : nil
    }

    private static func scope(of address: UInt32) -> Scope {
        switch (address >> 24, address >> 16 & 0xFF) {
        case (0, _): .unspecified
        case (127, _): .loopback
        case (169, 254): .linkLocal
        case (10, _), (172, 16...31), (192, 168): .privateUse
        case (224...255, _): .multicast
        default: .global
        }
    }
}
