import CLinux
import Glibc

/// The directory that keeps an authority's key and certificate as PEM files.
///
/// The key is made first, and then the certificate for the key that is there; each appears whole under its name, or not
/// at all if another process was faster. So however many start at once, and wherever one is interrupted, all of them end
/// up with the same two files.
struct AuthorityDirectory {
    /// Where it is, without a slash at its end.
    let path: String

    init(_ path: String) {
        var path = path[...]
        while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
        self.path = String(path)
    }

    var keyPath: String { path + "/authority-key.pem" }
    var certificatePath: String { path + "/authority.pem" }

    /// The key and the certificate; what is missing is made.
    func open() throws(CertificateAuthorityError) -> (key: PrivateKey, certificate: Certificate) {
        try create()
        let keyFile = try contents(of: keyPath, mode: 0o600) { PrivateKey.generate()?.pem }
        guard let key = PrivateKey(pem: keyFile) else {
            throw .unusable(path: keyPath, what: "is no private key", remedy: remedy)
        }
        let certificateFile = try contents(of: certificatePath, mode: 0o644) {
            CertificateDraft.authority.signed(about: key, by: nil, with: key)?.pem
        }
        guard let certificate = Certificate(pem: certificateFile), certificate.isAuthority else {
            throw .unusable(path: certificatePath, what: "is no certificate of an authority", remedy: remedy)
        }
        guard certificate.belongs(to: key) else {
            throw .unusable(path: certificatePath, what: "does not belong to its key", remedy: remedy)
        }
        guard !certificate.hasExpired else {
            throw .unusable(path: certificatePath, what: "has expired", remedy: remedy)
        }
        return (key, certificate)
    }

    private var remedy: String {
        "remove authority.pem and authority-key.pem to have new ones made, and trust the new certificate"
    }

    /// Makes the directory and those above it, for this user only.
    private func create() throws(CertificateAuthorityError) {
        for (index, character) in zip(path.indices, path).dropFirst() where character == "/" {
            mkdir(String(path[..<index]), 0o700)
        }
        guard mkdir(path, 0o700) != 0 else { return }
        let reason = errno
        guard reason != EEXIST else { return }
        throw .cannotCreate(path: path, reason: String(cString: strerror(reason)))
    }

    private func contents(
        of file: String,
        mode: mode_t,
        making make: () -> [UInt8]?
    ) throws(CertificateAuthorityError) -> MemoryFile {
        if let bytes = try read(file) { return try memoryFile(bytes) }
        guard let bytes = make() else { throw .cannotMake }
        try publish(bytes, as: file, mode: mode)
        guard let bytes = try read(file) else {
            throw .cannotRead(path: file, reason: String(cString: strerror(ENOENT)))
        }
        return try memoryFile(bytes)
    }

    private func memoryFile(_ bytes: [UInt8]) throws(CertificateAuthorityError) -> MemoryFile {
        guard let file = MemoryFile(bytes) else { throw .cannotMake }
        return file
    }

    /// The bytes of a file; nil if there is none.
    private func read(_ file: String) throws(CertificateAuthorityError) -> [UInt8]? {
        let descriptor = linux_open_regular_file(file)
        guard descriptor >= 0 else {
            if descriptor == -ENOENT { return nil }
            if descriptor == -EMEDIUMTYPE { throw .cannotRead(path: file, reason: "it is no regular file") }
            throw .cannotRead(path: file, reason: String(cString: strerror(-descriptor)))
        }
        defer { close(descriptor) }
        // Far more than a key or a certificate has.
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw .cannotRead(path: file, reason: String(cString: strerror(errno))) }
        return Array(bytes[..<count])
    }

    /// Gives bytes a name, unless it is already taken.
    private func publish(_ bytes: [UInt8], as file: String, mode: mode_t) throws(CertificateAuthorityError) {
        let reason = bytes.withUnsafeBytes { linux_publish_file(file, mode, $0.baseAddress, $0.count) }
        guard reason == 0 || reason == -EEXIST else {
            throw .cannotCreate(path: file, reason: String(cString: strerror(-reason)))
        }
    }
}
