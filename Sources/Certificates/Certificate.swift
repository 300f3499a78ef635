import COpenSSL

/// An X.509 certificate, as OpenSSL holds it.
final class Certificate {
    let pointer: OpaquePointer

    init?(_ pointer: OpaquePointer?) {
        guard let pointer else { return nil }
        self.pointer = pointer
    }

    deinit {
        X509_free(pointer)
    }

    /// Reads DER; nil if it is no certificate.
    convenience init?(der: [UInt8]) {
        let pointer = der.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            return d2i_X509(nil, &next, bytes.count)
        }
        self.init(pointer)
    }

    /// Reads PEM; nil if it is no certificate.
    convenience init?(pem: MemoryFile) {
        self.init(PEM_read_bio_X509(pem.pointer, nil, nil, nil))
    }

    /// The certificate as DER; nil when memory runs out.
    var der: [UInt8]? { derBytes { i2d_X509(pointer, $0) } }

    /// The certificate as PEM; nil when memory runs out.
    var pem: [UInt8]? { MemoryFile.written { PEM_write_bio_X509($0, pointer) } }

    /// Whether a private key is the one that the certificate is about.
    func belongs(to key: PrivateKey) -> Bool { X509_check_private_key(pointer, key.pointer) == 1 }

    /// Whether it may sign other certificates.
    var isAuthority: Bool { X509_check_ca(pointer) == 1 }

    /// Whether its time is over.
    var hasExpired: Bool { X509_cmp_current_time(X509_get0_notAfter(pointer)) < 0 }

    /// The SHA-256 of the DER, as pairs of hexadecimal digits with colons between.
    var fingerprint: String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard X509_digest(pointer, EVP_sha256(), &digest, &count) == 1 else { return "" }
        return digest.prefix(Int(count)).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }.joined(separator: ":")
    }
}
