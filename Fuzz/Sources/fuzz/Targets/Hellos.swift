import CTLS
import Certificates
import Glibc

/// Gives bytes to the server's side of TLS as a client's first ones, whole and cut in two; the same has to come of them.
///
/// Most handshakes end once the hello is read, since what comes after it costs ten times as much and reads nothing.
func fuzzHello(_ bytes: [UInt8]) {
    guard bytes.count > 1 else { return }
    let goesOn = Pieces.digest(of: bytes) >> 8 & 15 == 0
    let whole = Handshake(bytes, early: bytes.count, goesOn: goesOn)
    let early = Pieces.ends(of: bytes)[0]
    demand(Handshake(bytes, early: early, goesOn: goesOn) == whole, "the first \(early) bytes alone make a difference")
}

/// How far the server's side of a handshake comes that is given some bytes and then the end.
private struct Handshake: Equatable {
    private(set) var name: String?
    private(set) var hasFailed = false
    private(set) var isOver = false

    /// Sends bytes, so many of them before the session begins, and shows a certificate or refuses to.
    init(_ bytes: [UInt8], early: Int, goesOn: Bool) {
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
                let bytesOfName = tls_session_requested_name(session).map { text in
                    [UInt8](UnsafeRawBufferPointer(start: text, count: strlen(text)))
                }
                if let bytesOfName { checkExtent(of: bytesOfName, in: bytes) }
                name = bytesOfName.map { String(decoding: $0, as: UTF8.self) }
                let isKnown = goesOn && TLS.shared.identify(session, as: name ?? "localhost")
                if !isKnown { tls_session_refuse(session) }
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

/// A name must not be longer than the extension that it stands in: what comes after it is none of it.
///
/// AddressSanitizer does not see that, since a hello is read into one buffer.
private func checkExtent(of name: [UInt8], in bytes: [UInt8]) {
    guard !name.isEmpty, bytes.count > 9 else { return }
    // A hello in several records has their heads among its bytes.
    let recordLength = Int(bytes[3]) << 8 | Int(bytes[4])
    guard Int(bytes[6]) << 16 | Int(bytes[7]) << 8 | Int(bytes[8]) + 4 <= recordLength else { return }
    let places = bytes.indices.dropFirst(7).filter { bytes[$0...].starts(with: name) }
    let isInside = places.contains { place in
        let length = Int(bytes[place - 7]) << 8 | Int(bytes[place - 6])
        return length >= name.count + 5
    }
    demand(isInside, "the name is longer than its extension")
}

/// What all handshakes have in common.
private final class TLS: @unchecked Sendable {
    static let shared = TLS()

    let context: OpaquePointer
    private let authority: CertificateAuthority
    private var credentials: [String: OpaquePointer] = [:]

    private init() {
        let directory = "/tmp/fauxto-fuzz-\(getuid())"
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
