extension HTTPServer.Configuration {
    /// How a server identifies itself where a client speaks TLS.
    public struct TLS: Sendable {
        /// A certificate with its private key.
        public struct Credential: Sendable, Hashable {
            /// The certificate, DER.
            public let certificate: [UInt8]

            /// The private key, PKCS #8 in DER.
            public let privateKey: [UInt8]

            /// Makes a credential; what is no certificate with its key makes handshakes fail.
            public init(certificate: [UInt8], privateKey: [UInt8]) {
                self.certificate = certificate
                self.privateKey = privateKey
            }
        }

        /// Finds the credential for a host: the name a client asks for, or else the address that it connected to.
        ///
        /// It is called on the event loops, so it may not wait; nil makes the handshake fail.
        public var credential: @Sendable (_ host: String) -> Credential?

        /// Whether clients that ask for a host are let in; asked at every handshake, those that resume a session included.
        ///
        /// It is called on the event loops, so it may not wait.
        public var admits: @Sendable (_ host: String) -> Bool = { _ in true }

        /// Makes a configuration of TLS.
        ///
        /// - Parameter credential: Finds the credential for a host.
        public init(credential: @escaping @Sendable (_ host: String) -> Credential?) {
            self.credential = credential
        }
    }
}
