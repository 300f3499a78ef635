import Testing

@testable import Simulation

@Suite struct `SipHash-2-4` {
    /// The first vectors of the paper's Appendix A and of its reference implementation: the key is the bytes 0 to 15,
    /// the message the bytes 0, 1, 2… up to its length.
    @Test(
        arguments: [
            (0, 0x726F_DB47_DD0E_0E31), (1, 0x74F8_39C5_93DC_67FD), (7, 0xAB02_00F5_8B01_D137),
            (8, 0x93F5_F579_9A93_2462), (15, 0xA129_CA61_49BE_45E5), (16, 0x3F2A_CC7F_57C2_9BDB),
        ] as [(Int, UInt64)]
    )
    func `gives the published values`(length: Int, expected: UInt64) {
        let message = (0..<length).map { UInt8($0) }
        let value = message.withUnsafeBytes {
            sipHash($0, key0: 0x0706_0504_0302_0100, key1: 0x0F0E_0D0C_0B0A_0908)
        }
        #expect(value == expected)
    }
}
