extension Connection {
    /// The first byte of a handshake, with which no HTTP request begins: the type of its record (RFC 8446 §5.1).
    private static let handshakeRecord: UInt8 = 0x16

    /// The alert `handshake_failure`, fatal, in a record of its own (RFC 8446 §6.2).
    private static let refusal: [UInt8] = [0x15, 3, 1, 0, 2, 2, 40]

    /// Looks at the first byte of a connection or tunnel; returns whether it begins TLS, which has taken the bytes then.
    func beginTLSIfAsked(_ bytes: Span<UInt8>) -> Bool {
        isFresh = false
        guard bytes[0] == Connection.handshakeRecord else { return false }
        guard
            let context = loop.tlsContext,
            let session = TLSSession(over: transport, context: context, early: bytes, host: tunnel?.host)
        else {
            hasUnreadableInput = true
            send(Connection.refusal[...])
            closeInOrder()
            return true
        }
        transport.session = session
        isEncrypted = true
        // What was received is still to be understood.
        isReadable = true
        return true
    }

    /// Closes a connection whose encryption broke off, so that the client can read the alert that says why.
    func closeAfterFailure() {
        hasUnreadableInput = true
        closeInOrder()
    }
}
