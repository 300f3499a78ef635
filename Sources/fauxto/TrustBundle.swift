import Certificates
import Emulator

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

    /// Writes the file, in place of an older one of the same certificates.
    ///
    /// Where further certificates come in, its name depends on all of them: what another program was told to trust a
    /// moment ago stays as it is.
    ///
    /// - Parameters:
    ///   - authority: Whose certificate is added.
    ///   - files: Further files of certificates, such as those that programs are told to trust at present; what is no
    ///     readable file is passed over.
    /// - Throws: ``OutputFileError``.
    init(of authority: CertificateAuthority, with files: [String]) throws {
        let own = authority.certificatePath
        let usual = Self.certificates(in: Self.systemFiles + [own])
        let further = Self.certificates(in: files).filter { !usual.contains($0) }
        let bytes = (usual + further).flatMap { $0 }
        let name = further.isEmpty ? "-and-system" : "-and-others-" + String(Self.digest(bytes), radix: 36)
        path = own.dropLast(".pem".count) + name + ".pem"
        var rest: [UInt8]? = bytes
        try OutputFile(path: path, what: "the certificates to trust", flag: "--ca").write { rest.take() }
    }

    /// The certificates in files, each once.
    private static func certificates(in files: [String]) -> [[UInt8]] {
        var seen: Set<[UInt8]> = []
        return files.flatMap(certificates).filter { seen.insert($0).inserted }
    }

    /// The certificates in a file: what stands between the lines that PEM puts around them (RFC 7468 §2), those lines
    /// included.
    private static func certificates(in file: String) -> [[UInt8]] {
        guard let bytes = try? readRegularFile(file, limit: 16 << 20) else { return [] }
        var certificates: [[UInt8]] = []
        var current: [UInt8]?
        for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            if line.starts(with: "-----BEGIN CERTIFICATE-----".utf8) { current = [] }
            current?.append(contentsOf: line)
            current?.append(UInt8(ascii: "\n"))
            guard line.starts(with: "-----END ".utf8), let certificate = current.take() else { continue }
            certificates.append(certificate)
        }
        return certificates
    }

    /// A number that tells contents apart, by FNV-1a.
    private static func digest(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
