/// A certificate for one host together with its private key.
public struct LeafCertificate: Sendable, Hashable {
    /// The certificate, DER.
    public let certificate: [UInt8]

    /// The private key, DER.
    public let privateKey: [UInt8]
}
