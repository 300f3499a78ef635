import Glibc
import Locks

/// A local certificate authority: what makes clients that trust it accept this program as any host.
///
/// It is made when there is none yet, and kept in a directory; the certificates it signs are only kept in memory.
public final class CertificateAuthority: Sendable {
    private struct Issued {
        let leaf: LeafCertificate
        /// Unix seconds by the machine's time of day, which is what clients hold certificates against.
        let moment: Int
    }

    /// How many certificates are kept; when there are more, all are forgotten.
    private static let keptLeaves = 1_000
    /// How many seconds a certificate is given out before it is made anew: long before it ends.
    private static let renewal = 30 * 86_400

    /// The file with the certificate that clients have to trust, PEM.
    public let certificatePath: String

    /// The SHA-256 of the certificate, as pairs of hexadecimal digits with colons between.
    public let fingerprint: String

    private let certificate: [UInt8]
    private let privateKey: [UInt8]
    private let leaves = Lock<[CertificateHost: Issued]>([:])

    /// Opens the authority in a directory; what is missing is made, the directory included.
    ///
    /// - Parameter path: The directory.
    /// - Throws: ``CertificateAuthorityError``.
    public init(directory path: String) throws(CertificateAuthorityError) {
        let directory = AuthorityDirectory(path)
        let (key, certificate) = try directory.open()
        guard let certificateBytes = certificate.der, let keyBytes = key.der else { throw .cannotMake }
        self.certificate = certificateBytes
        privateKey = keyBytes
        fingerprint = certificate.fingerprint
        certificatePath = directory.certificatePath
    }

    /// Where an authority is kept unless someone says otherwise: `fauxto` in the directory for a user's data, by the XDG
    /// Base Directory Specification.
    public static func defaultDirectory() throws(CertificateAuthorityError) -> String {
        let variable = { (name: String) in getenv(name).map { String(cString: $0) } ?? "" }
        let data = variable("XDG_DATA_HOME")
        // A relative path is to be ignored.
        if data.hasPrefix("/") { return data + "/fauxto" }
        let home = variable("HOME")
        guard home.hasPrefix("/") else { throw .noDirectory }
        return home + "/.local/share/fauxto"
    }

    /// A certificate for a host name or an IP address; nil for what is neither, or when memory runs out.
    public func leaf(for host: String) -> LeafCertificate? {
        guard let host = CertificateHost(host) else { return nil }
        let now = time(nil)
        return leaves.withLock { leaves in
            // Where the time of day was set back, it may not have begun to hold yet.
            if let issued = leaves[host], (0..<CertificateAuthority.renewal).contains(now - issued.moment) {
                return issued.leaf
            }
            guard let leaf = issue(for: host) else { return nil }
            if leaves.count >= CertificateAuthority.keptLeaves { leaves = [:] }
            leaves[host] = Issued(leaf: leaf, moment: now)
            return leaf
        }
    }

    private func issue(for host: CertificateHost) -> LeafCertificate? {
        guard
            let issuer = Certificate(der: certificate),
            let issuerKey = PrivateKey(der: privateKey),
            let key = PrivateKey.generate(),
            let signed = CertificateDraft.leaf(for: host).signed(about: key, by: issuer, with: issuerKey),
            let certificateBytes = signed.der,
            let keyBytes = key.der
        else { return nil }
        return LeafCertificate(certificate: certificateBytes, privateKey: keyBytes)
    }
}
