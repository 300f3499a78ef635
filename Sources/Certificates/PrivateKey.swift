import COpenSSL
import CTLS

/// A private key on the curve P-256, as OpenSSL holds it.
final class PrivateKey {
    let pointer: OpaquePointer

    private init?(_ pointer: OpaquePointer?) {
        guard let pointer else { return nil }
        self.pointer = pointer
    }

    deinit {
        EVP_PKEY_free(pointer)
    }

    /// Makes a new key; nil when the system has no memory or no random bytes.
    static func generate() -> PrivateKey? {
        tls_prepare()
        return PrivateKey(tls_generate_key().map { OpaquePointer($0) })
    }

    /// Reads DER; nil if it is no key.
    convenience init?(der: [UInt8]) {
        tls_prepare()
        let pointer = der.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            return d2i_AutoPrivateKey(nil, &next, bytes.count)
        }
        self.init(pointer)
    }

    /// Reads PEM; nil if it is no key, or one with a password.
    convenience init?(pem: MemoryFile) {
        // An empty password, where none would have OpenSSL ask for one at the terminal.
        var password: [CChar] = [0]
        self.init(PEM_read_bio_PrivateKey(pem.pointer, nil, nil, &password))
    }

    /// The key as DER; nil when memory runs out.
    var der: [UInt8]? { derBytes { i2d_PrivateKey(pointer, $0) } }

    /// The key as PEM (PKCS #8); nil when memory runs out.
    var pem: [UInt8]? {
        MemoryFile.written { PEM_write_bio_PKCS8PrivateKey($0, pointer, nil, nil, 0, nil, nil) }
    }
}
