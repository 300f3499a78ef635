import CTLS
import Certificates
import Glibc

/// Gives bytes to the server's side of TLS as a client's first ones, whole and cut in two; the same has to come of them.
func fuzzHello(_ bytes: [UInt8]) {
    guard bytes.count > 1 else { return }
    let whole = Handshake(bytes, early: bytes.count)
    let early = Pieces.ends(of: bytes)[0][0]
    demand(Handshake(bytes, early: early) == whole, "the first \(early) bytes alone make a difference")
}

/// How far the server's side of a handshake comes that is given some bytes and then the end.
private struct Handshake: Equatable {
    private(set) var name: String?
    private(set) var hasFailed = false
    private(set) var isOver = false

    /// Sends bytes, so many of them before the session begins.
    init(_ bytes: [UInt8], early: Int) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &ends) == 0 else {
            fatalError("no sockets")
        }
        defer { ends.forEach { close($0) } }
        let rest = bytes[early...]
        if !rest.isEmpty {
            demand(rest.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) } == rest.count, "no room to send")
        }
        shutdown(ends[1], Int32(SHUT_WR))
        guard let session = tls_session_create(TLS.shared.context, ends[0], nil, bytes, early) else {
            fatalError("no session")
        }
        defer { tls_session_destroy(session) }
        var buffer = [UInt8](repeating: 0, count: 512)
        // Each turn takes bytes or a decision; there are few of both.
        for _ in 0..<1_000 {
            let count = Int(tls_session_receive(session, &buffer, buffer.count))
            if count == Int(tls_wants_certificate) {
                name = tls_session_requested_name(session).map { String(cString: $0) }
                if !TLS.shared.identify(session, as: name ?? "localhost") { tls_session_refuse(session) }
            } else if count == Int(tls_would_block), tls_session_look_again(session) {
                continue
            } else if count <= 0 {
                hasFailed = count == Int(tls_failed)
                isOver = !tls_session_is_handshaking(session)
                return
            }
        }
        fatalError("the handshake goes round in circles")
    }
}

/// What all handshakes have in common.
private final class TLS: @unchecked Sendable {
    static let shared = TLS()

    let context: OpaquePointer
    private let authority: CertificateAuthority
    private var credentials: [String: OpaquePointer] = [:]

    private init() {
        let directory = "/tmp/fauxto-fuzz-\(getpid())"
        let keys = [UInt8](repeating: 7, count: Int(tls_ticket_key_count))
        guard let authority = try? CertificateAuthority(directory: directory), let context = tls_context_create(keys)
        else { fatalError("no certificates") }
        self.authority = authority
        self.context = context
    }

    /// Shows a client the certificate of a host, as the server does; false where there can be none.
    func identify(_ session: OpaquePointer, as name: String) -> Bool {
        let host = name.lowercased()
        if let known = credentials[host] { return tls_session_use(session, known) }
        guard let leaf = authority.leaf(for: host) else { return false }
        let credential = tls_credential_create(
            leaf.certificate,
            leaf.certificate.count,
            leaf.privateKey,
            leaf.privateKey.count
        )
        guard let credential else { fatalError("a certificate that cannot be used") }
        if credentials.count == 256 {
            credentials.values.forEach(tls_credential_destroy)
            credentials = [:]
        }
        credentials[host] = credential
        return tls_session_use(session, credential)
    }
}
