import Certificates

extension CertificateAuthority {
    /// Opens the authority in the directory that someone named, or in the user's.
    convenience init(in directory: String?) throws(CertificateAuthorityError) {
        if let directory {
            try self.init(directory: directory)
        } else {
            try self.init(directory: Self.defaultDirectory())
        }
    }
}
