import CTLS

/// What the TLS sessions of one event loop have in common: how they are set up, and the certificates used lately.
final class TLSContext {
    /// A certificate as OpenSSL has read it.
    final class Credential {
        let pointer: OpaquePointer

        init?(_ credential: HTTPServer.Configuration.TLS.Credential) {
            let pointer = tls_credential_create(
                credential.certificate,
                credential.certificate.count,
                credential.privateKey,
                credential.privateKey.count
            )
            guard let pointer else { return nil }
            self.pointer = pointer
        }

        deinit {
            tls_credential_destroy(pointer)
        }
    }

    /// How many certificates are kept read; when there are more, all are forgotten.
    private static let keptCredentials = 256
    /// How long any is kept before its source is asked again, which may have renewed it.
    private static let keptFor = Duration.seconds(86_400)

    let pointer: OpaquePointer
    private let configuration: HTTPServer.Configuration.TLS
    private var credentials: [String: Credential] = [:]
    private var oldest = ContinuousClock.now

    /// Prepares for sessions; nil when memory runs out.
    ///
    /// - Parameters:
    ///   - configuration: Where certificates come from.
    ///   - ticketKeys: What session tickets are encrypted with; the same on all loops, so that any can resume.
    init?(_ configuration: HTTPServer.Configuration.TLS, ticketKeys: [UInt8]) {
        guard let pointer = tls_context_create(ticketKeys) else { return nil }
        self.pointer = pointer
        self.configuration = configuration
    }

    deinit {
        tls_context_destroy(pointer)
    }

    /// Random bytes for the keys of session tickets.
    static func makeTicketKeys() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<Int(tls_ticket_key_count)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// The certificate for a host; nil where the handshake is to fail.
    func credential(for host: String) -> Credential? {
        guard configuration.admits(host) else { return nil }
        let now = ContinuousClock.now
        if credentials.count >= TLSContext.keptCredentials || now - oldest > TLSContext.keptFor { credentials = [:] }
        if let known = credentials[host] { return known }
        guard let found = configuration.credential(host), let credential = Credential(found) else { return nil }
        if credentials.isEmpty { oldest = now }
        credentials[host] = credential
        return credential
    }
}
