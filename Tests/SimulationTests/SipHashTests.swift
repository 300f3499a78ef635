import Testing

@testable import Simulation

@Suite struct `SipHash-1-3` {
    /// What CPython 3.11, whose hash of bytes this is, gives for the letters from a on with `PYTHONHASHSEED=0`, which
    /// makes the key zero.
    @Test(
        arguments: [
            (1, 0x4074_48D2_B89B_1813), (7, 0x6DB1_2AAE_9070_F506), (8, 0x3F7B_849C_0B8E_35EA),
            (15, 0x1FD2_7A29_B0E9_DC7A), (16, 0x94F6_0D3D_29E6_A312),
        ] as [(Int, UInt64)]
    )
    func `gives CPython's values`(length: Int, expected: UInt64) {
        let message = (0..<length).map { UInt8(ascii: "a") + UInt8($0) }
        #expect(message.withUnsafeBytes { sipHash($0, key0: 0, key1: 0) } == expected)
    }

    @Test func `depends on both halves of the key`() {
        let message: [UInt8] = [1, 2, 3]
        let values = [(0, 0), (0, 1), (1, 0)].map { key0, key1 in
            message.withUnsafeBytes { sipHash($0, key0: key0, key1: key1) }
        }
        #expect(Set(values).count == 3)
    }
}
