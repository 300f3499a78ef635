import Certificates
import Emulator
import Glibc

/// A file of certificates for programs whose one setting replaces what they trust: the system's, and the authority's.
struct TrustBundle {
    /// Where systems keep the certificates that they trust: Debian and Alpine, Fedora, openSUSE, others.
    private static let systemFiles = [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ]

    /// The file, beside the authority's certificate.
    let path: String

    /// Writes the file, in place of an older one.
    ///
    /// - Parameters:
    ///   - authority: Whose certificate is added.
    ///   - files: Further files of certificates, such as those that programs are told to trust at present; what is no
    ///     readable file is passed over.
    init(of authority: CertificateAuthority, with files: [String]) throws {
        let own = authority.certificatePath
        path = String(own.dropLast(".pem".count)) + "-and-system.pem"
        var parts: [[UInt8]] = []
        for file in Self.systemFiles + files + [own] where file != path {
            guard let part = Self.certificates(in: file), !parts.contains(part) else { continue }
            parts.append(part)
        }
        try OutputFile(path: path, what: "the certificates to trust", flag: "--ca").write {
            parts.isEmpty ? nil : parts.removeFirst() + [UInt8(ascii: "\n")]
        }
    }

    private static func certificates(in file: String) -> [UInt8]? {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return readAll(from: descriptor, limit: 16 << 20).flatMap { $0.isEmpty ? nil : $0 }
    }
}
