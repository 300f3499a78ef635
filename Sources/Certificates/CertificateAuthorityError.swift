/// Why there is no certificate authority, in one line that says what to do.
public enum CertificateAuthorityError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nothing says where to keep it.
    case noDirectory
    /// A file or directory could not be made; the reason is the system's.
    case cannotCreate(path: String, reason: String)
    /// A file could not be read; the reason is the system's.
    case cannotRead(path: String, reason: String)
    /// A file is not what it should be; `what` says what is wrong with it.
    case unusable(path: String, what: String, remedy: String)
    /// OpenSSL could not make a key or a certificate.
    case cannotMake

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .noDirectory:
            "there is no home directory to keep the certificate authority in; name another with --ca DIR"
        case .cannotCreate(let path, let reason):
            "cannot create '\(path)' for the certificate authority: \(reason); name another directory with --ca DIR"
        case .cannotRead(let path, let reason):
            "cannot read '\(path)' of the certificate authority: \(reason); name another directory with --ca DIR"
        case .unusable(let path, let what, let remedy):
            "'\(path)' of the certificate authority \(what); \(remedy)"
        case .cannotMake:
            "cannot make a certificate: OpenSSL has no memory or no random bytes"
        }
    }
}
