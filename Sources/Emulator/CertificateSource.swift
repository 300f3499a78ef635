import Certificates
import HTTPServer
import Locks
import Printing

/// Where the server's certificates come from: the authority in a directory, opened when a client first speaks TLS.
///
/// A directory that an operator named is opened at once, so that what is wrong with it is known at the start. The usual
/// one is not touched before it is needed, since it may be none that can be written to.
final class CertificateSource: Sendable {
    private let authority = Lock<CertificateAuthority?>(nil)

    init(directory: String?) throws(EmulatorError) {
        guard let directory else { return }
        do {
            let opened = try CertificateAuthority(directory: directory)
            authority.withLock { $0 = opened }
        } catch {
            throw .noCertificateAuthority(error)
        }
    }

    /// How the server is to identify itself.
    var tls: HTTPServer.Configuration.TLS {
        HTTPServer.Configuration.TLS { [self] host in
            guard let leaf = opened()?.leaf(for: host) else { return nil }
            return .init(certificate: leaf.certificate, privateKey: leaf.privateKey)
        }
    }

    private func opened() -> CertificateAuthority? {
        authority.withLock { authority in
            if let authority { return authority }
            do {
                authority = try CertificateAuthority(directory: try CertificateAuthority.defaultDirectory())
            } catch {
                LogWriter.standardError.write("fauxto: a client that speaks TLS was refused: \(error)\n")
            }
            return authority
        }
    }
}
