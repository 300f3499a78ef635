/// Ways to cut bytes into pieces, as a network may deliver them.
///
/// They follow from the bytes themselves, so that files of the corpus are nothing but what is sent.
enum Pieces {
    /// Where pieces end: all bytes one by one (short inputs only), and cuts at places drawn from a digest of the bytes.
    static func ends(of bytes: [UInt8]) -> [[Int]] {
        guard bytes.count > 1 else { return [] }
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        // FNV-1a spreads a change of any byte over all cuts.
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var random: [Int] = []
        var end = 0
        while end < bytes.count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // Mostly a few bytes, now and then many.
            let length = state >> 60 < 12 ? 1 + Int(state >> 50 & 7) : 1 + Int(state >> 40 & 255)
            end = min(end + length, bytes.count)
            random.append(end)
        }
        return bytes.count <= 256 ? [random, Array(1...bytes.count)] : [random]
    }
}
