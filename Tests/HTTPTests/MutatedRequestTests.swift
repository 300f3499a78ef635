import HTTP
import TestSupport
import Testing

@Suite("Requests with accidents in them")
struct MutatedRequestTests {
    /// The generator of Knuth's MMIX, so that a failure can be repeated.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 32)
        }
    }

    private let seeds = [
        "GET /a?b=c HTTP/1.1\r\nHost: a:80\r\nAccept: */*\r\n\r\n",
        "POST http://[::1]/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: a, close\r\n\r\n",
        "\r\nCONNECT a:1 HTTP/1.0\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n",
    ]

    @Test("Whatever happens to a request, it is read alike however it is cut", arguments: 0..<20)
    func mutated(series: UInt64) {
        var generator = Generator(state: series)
        let alphabet = Array("\r\n\t :;,%/?*0aA[]\u{0}\u{7F}".utf8) + [0x80, 0xFF]
        for _ in 0..<50 {
            var bytes = Array((seeds.randomElement(using: &generator) ?? "").utf8)
            for _ in 0...Int.random(in: 0..<3, using: &generator) {
                let index = Int.random(in: bytes.indices, using: &generator)
                let byte = alphabet.randomElement(using: &generator) ?? 0
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[index] = byte
                case 1: bytes.insert(byte, at: index)
                case 2: bytes.remove(at: index)
                default: bytes += bytes[index...]
                }
            }
            let whole = read(bytes)
            for size in [1, 3] {
                let cut = read(bytes, inPiecesOf: size)
                #expect(
                    cut.heads == whole.heads && cut.error == whole.error,
                    "\(String(decoding: bytes, as: UTF8.self))"
                )
            }
        }
    }
}
