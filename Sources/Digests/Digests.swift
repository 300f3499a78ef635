import CDigests

/// The SHA-1 digest (RFC 3174): 20 bytes.
///
/// It is of no use against an adversary.
///
///     sha1([])  // da 39 a3 ee …
public func sha1(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 20) { digest, count in
        guard let start = digest.baseAddress else { return }
        digest_sha1(bytes, bytes.count, start)
        count = 20
    }
}

/// The SHA-256 digest (FIPS 180-4): 32 bytes.
///
///     sha256([])  // e3 b0 c4 42 …
public func sha256(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
        guard let start = digest.baseAddress else { return }
        digest_sha256(bytes, bytes.count, start)
        count = 32
    }
}
