import Testing

@testable import Certificates

/// The first three vectors of RFC 8032 §7.1.
private let vectors = [
    (
        seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        message: "",
        signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            + "d25bf5f0595bbe24655141438e7a100b"
    ),
    (
        seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        key: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        message: "72",
        signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            + "387b2eaeb4302aeeb00d291612bb0c00"
    ),
    (
        seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        key: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        message: "af82",
        signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            + "4a7c15e9716ed28dc027beceea1ec40a"
    ),
]

private func bytes(_ digits: String) -> [UInt8] {
    let digits = Array(digits)
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0..<($0 + 2)]), radix: 16) }
}

@Suite struct `A signing key` {
    @Test(arguments: vectors.indices)
    func `signs as the standard's examples do`(index: Int) throws {
        let vector = vectors[index]
        let key = try #require(SigningKey(seed: bytes(vector.seed)))
        #expect(key.publicKey == bytes(vector.key))
        #expect(key.signature(of: bytes(vector.message)) == bytes(vector.signature))
    }

    @Test(arguments: [0, 31, 33])
    func `is made of 32 bytes only`(count: Int) {
        #expect(SigningKey(seed: Array(repeating: 1, count: count)) == nil)
    }

    @Test func `digests are those of SHA-256`() {
        let digest = bytes("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(sha256(Array("abc".utf8)) == digest)
    }
}
