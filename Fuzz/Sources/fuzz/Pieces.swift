/// Ways to cut bytes into pieces, as a network may deliver them, and other choices that follow from the bytes themselves,
/// so that files of the corpus are nothing but what is sent.
enum Pieces {
    /// A number that any change of the bytes changes (FNV-1a).
    static func digest(of bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// Where pieces end: each byte is one for every fourth input that is short, else mostly a few bytes and now and then
    /// many.
    static func ends(of bytes: [UInt8]) -> [Int] {
        var state = digest(of: bytes)
        if state & 3 == 0, bytes.count <= 256 { return Array(bytes.indices.map { $0 + 1 }) }
        var ends: [Int] = []
        var end = 0
        while end < bytes.count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let length = state >> 60 < 12 ? 1 + Int(state >> 50 & 7) : 1 + Int(state >> 40 & 255)
            end = min(end + length, bytes.count)
            ends.append(end)
        }
        return ends
    }
}
