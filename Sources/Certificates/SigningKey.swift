import COpenSSL
import CTLS

/// A private key for Ed25519 signatures (RFC 8032).
public final class SigningKey: Sendable {
    /// How many bytes make a key.
    public static let seedByteCount = 32

    /// The 32 bytes by which anybody verifies the signatures.
    public let publicKey: [UInt8]
    private let seed: [UInt8]

    /// Makes the key that follows from 32 bytes (RFC 8032 §5.1.5); nil where there are fewer or more, or when memory
    /// runs out.
    public init?(seed: [UInt8]) {
        guard seed.count == Self.seedByteCount, let key = Self.privateKey(seed) else { return nil }
        defer { EVP_PKEY_free(key) }
        var bytes = [UInt8](repeating: 0, count: 32)
        var count = bytes.count
        guard EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1, count == 32 else { return nil }
        publicKey = bytes
        self.seed = seed
    }

    /// The signature of a message, 64 bytes; nil when memory runs out.
    public func signature(of message: [UInt8]) -> [UInt8]? {
        guard let key = Self.privateKey(seed), let context = EVP_MD_CTX_new() else { return nil }
        defer {
            EVP_MD_CTX_free(context)
            EVP_PKEY_free(key)
        }
        var signature = [UInt8](repeating: 0, count: 64)
        var count = signature.count
        guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
            EVP_DigestSign(context, &signature, &count, message, message.count) == 1, count == 64
        else { return nil }
        return signature
    }

    private static func privateKey(_ seed: [UInt8]) -> OpaquePointer? {
        tls_prepare()
        return EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
    }
}

/// The SHA-256 digest of bytes, 32 bytes (FIPS 180-4).
public func sha256(_ bytes: [UInt8]) -> [UInt8] {
    tls_prepare()
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
    return digest
}
