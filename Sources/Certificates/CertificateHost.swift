import Glibc

/// Whom a certificate is for: a host name or an IP address.
struct CertificateHost: Hashable {
    /// The longest name (RFC 1035 §2.3.4).
    private static let longestName = 253
    /// The longest common name of a certificate (RFC 5280, ub-common-name).
    private static let longestCommonName = 64

    /// A name in lower case without a dot at its end, or an address.
    let text: String
    private let isAddress: Bool

    /// Reads a host; nil unless it is an address, or a name of letters, digits, hyphens, underscores and dots.
    init?(_ text: String) {
        var raw = in6_addr()
        isAddress = inet_pton(AF_INET, text, &raw) == 1 || inet_pton(AF_INET6, text, &raw) == 1
        let name = text.hasSuffix(".") ? text.dropLast().lowercased() : text.lowercased()
        self.text = name
        guard !isAddress else { return }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isName = name.utf8.count <= CertificateHost.longestName && labels.allSatisfy { CertificateHost.isLabel($0) }
        guard isName else { return nil }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count)
            && label.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }

    /// The value of the extension subjectAltName, as OpenSSL's configuration files write it.
    var alternativeName: String { (isAddress ? "IP:" : "DNS:") + text }

    /// What stands for the subject where a person looks; programs go by the alternative name.
    var commonName: String { text.utf8.count <= CertificateHost.longestCommonName ? text : "a long host name" }
}
