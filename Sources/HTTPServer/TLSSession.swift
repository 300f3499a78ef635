import CLinux
import CTLS

/// The encryption of one connection: the step between its bytes and those on the wire, never waiting.
final class TLSSession {
    /// The most bytes that go into one record (RFC 8446 §5.1).
    private static let recordBytes = 16 * 1024

    private var pointer: OpaquePointer?
    private let context: TLSContext
    /// The session this one is inside of, when a tunnel was asked for over TLS.
    private let outer: TLSSession?
    private let socket: Int32
    /// Whom the client means if it does not say; nil for the address that it connected to.
    private let host: String?

    /// Begins a session; nil when memory runs out.
    ///
    /// - Parameters:
    ///   - transport: What the session goes over.
    ///   - context: What it has in common with others.
    ///   - early: What was already received.
    ///   - host: Whom the client means if it does not say, if that is known.
    init?(over transport: Transport, context: TLSContext, early: Span<UInt8>, host: String?) {
        let pointer = early.withUnsafeBufferPointer {
            tls_session_create(context.pointer, transport.socket, transport.session?.pointer, $0.baseAddress, $0.count)
        }
        guard let pointer else { return nil }
        self.pointer = pointer
        self.context = context
        self.host = host
        outer = transport.session
        socket = transport.socket
    }

    deinit {
        tls_session_destroy(pointer)
    }

    /// Whether the handshake is not over.
    var isHandshaking: Bool { pointer.map { tls_session_is_handshaking($0) } ?? false }

    /// Takes what has arrived, as ``Transport/receive(into:)`` does, and takes part in the handshake.
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Transport.Received {
        guard let pointer else { return .failed }
        _ = tls_session_look_again(pointer)
        var received = 0
        while received < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[received...])
            let count = Int(tls_session_receive(pointer, rest.baseAddress, rest.count))
            if count > 0 {
                received += count
                if tls_session_is_exhausted(pointer) { return .bytes(received, isLast: true) }
            } else if count == Int(tls_wants_certificate) {
                if !identify(pointer) { tls_session_refuse(pointer) }
            } else if received > 0 {
                // An end or an error comes again with the next call.
                return .bytes(received, isLast: count == Int(tls_would_block))
            } else if count != Int(tls_would_block) || !tls_session_look_again(pointer) {
                return TLSSession.outcome(count)
            }
        }
        return .bytes(received, isLast: false)
    }

    private static func outcome(_ status: Int) -> Transport.Received {
        switch status {
        case Int(tls_would_block): .wouldBlock
        case Int(tls_end): .end
        default: .failed
        }
    }

    /// Chooses the certificate that the client wants to see.
    private func identify(_ pointer: OpaquePointer) -> Bool {
        var name = tls_session_requested_name(pointer).map { String(cString: $0) } ?? host ?? localAddress
        // A name may end in a dot, which no certificate has (RFC 6066 §3).
        if name.utf8.count > 1, name.utf8.last == 0x2E { name.removeLast() }
        guard let credential = context.credential(for: name.lowercased()) else { return false }
        return tls_session_use(pointer, credential.pointer)
    }

    private var localAddress: String {
        var own = linux_peer()
        linux_local_address(socket, &own)
        return own.text
    }

    /// Sends as much as the kernel takes of three runs of bytes.
    ///
    /// Short runs share a record. After it could take no more, the next call has to begin with the same bytes.
    func send(
        _ first: UnsafeRawBufferPointer,
        _ second: UnsafeRawBufferPointer,
        _ third: UnsafeRawBufferPointer
    ) -> Transport.Sent {
        var rest = RunsOfBytes(first, second, third)
        var sent = 0
        while !rest.isEmpty {
            let count = rest.withPrefix(TLSSession.recordBytes) { bytes in
                pointer.map { Int(tls_session_send($0, bytes.baseAddress, bytes.count)) }
            }
            guard let count, count != Int(tls_failed) else { return .failed }
            guard count > 0 else { break }
            rest.drop(count)
            sent += count
        }
        return sent > 0 ? .bytes(sent) : .wouldBlock
    }

    /// Tells the client that nothing more will be sent.
    func finishSending() {
        guard let pointer else { return }
        tls_session_finish_sending(pointer)
        outer?.finishSending()
    }

    /// Frees what the session holds; it is not used any more.
    func close() {
        tls_session_destroy(pointer)
        pointer = nil
        outer?.close()
    }
}
