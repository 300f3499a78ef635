import Foundation
import HTTP
import TestSupport
import Testing

@Suite("The chunked coding")
struct ChunkedCodingTests {
    private struct Decoding: Equatable {
        var body: [UInt8] = []
        var isComplete = false
        var announcedBytes = 0
        var unused: [UInt8] = []
        var error: HTTPParseError?
    }

    private func decode(
        _ bytes: [UInt8],
        inPiecesOf size: Int = .max,
        limits: HTTPSyntaxLimits = HTTPSyntaxLimits()
    ) -> Decoding {
        var decoder = HTTPChunkedDecoder()
        var decoding = Decoding()
        var start = 0
        while start < bytes.count {
            let end = size < bytes.count - start ? start + size : bytes.count
            do throws(HTTPParseError) {
                let used = try decoder.decode(bytes[start..<end].span, into: &decoding.body, limits: limits)
                if used < end - start {
                    decoding.unused = Array(bytes[(start + used)...])
                    break
                }
            } catch {
                decoding.error = error
                break
            }
            start = end
        }
        decoding.isComplete = decoder.isComplete
        decoding.announcedBytes = decoder.announcedBytes
        return decoding
    }

    private func decode(_ text: String, inPiecesOf size: Int = .max) -> Decoding {
        decode(Array(text.utf8), inPiecesOf: size)
    }

    @Test(
        "Chunks are joined, extensions and trailers dropped, and what follows is left, however it is cut",
        arguments: [
            "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\nGET /",
            "B\r\nhello world\r\n000\r\n\r\nGET /",
            "b;a=b;c=\"d;e\"\r\nhello world\r\n0;x\r\n\r\nGET /",
            "b \t; a\r\nhello world\r\n0\r\nX-Sum: 1\r\nY:\r\n\r\nGET /",
        ]
    )
    func joined(text: String) {
        let whole = decode(text)
        #expect(whole.body == Array("hello world".utf8))
        #expect(whole.isComplete)
        #expect(whole.announcedBytes == 11)
        #expect(whole.unused == Array("GET /".utf8))
        for size in 1...7 { #expect(decode(text, inPiecesOf: size) == whole) }
    }

    @Test("A body is not complete before its last byte")
    func incomplete() {
        let text = "5\r\nhello\r\n0\r\n\r\n"
        for count in 0..<text.utf8.count {
            let decoding = decode(Array(text.utf8.prefix(count)))
            #expect(!decoding.isComplete)
            #expect(decoding.error == nil)
        }
        #expect(decode(text).isComplete)
    }

    @Test("A chunk is announced before its bytes arrive")
    func announced() {
        #expect(decode("FFFFFFFF\r\nh").announcedBytes == 0xFFFF_FFFF)
        #expect(decode("5\r\nhello\r\nFFFFFFFFFFFFFFF\r\nh").announcedBytes == 5 + 0xFFF_FFFF_FFFF_FFFF)
    }

    @Test(
        "What is no chunk is refused alike however it is cut",
        arguments: try WireCase.all(in: "http/refused").filter { $0.name.hasPrefix("chunk") && $0.status == 400 }
    )
    func refused(wireCase: WireCase) throws {
        let text = String(decoding: wireCase.bytes, as: UTF8.self)
        let bodyStart = try #require(text.range(of: "\r\n\r\n")?.upperBound)
        let body = Array(text[bodyStart...].utf8)
        let whole = decode(body)
        #expect(whole.error != nil)
        #expect(!whole.isComplete)
        for size in [1, 2, 3, 1000] { #expect(decode(body, inPiecesOf: size).error == whole.error) }
    }

    @Test("Extensions of all chunks count together")
    func overhead() {
        var limits = HTTPSyntaxLimits()
        limits.chunkOverheadBytes = 6
        let chunk = Array("1;abc\r\nx\r\n".utf8)
        #expect(decode(chunk + chunk, limits: limits).error == nil)
        #expect(decode(chunk + chunk + chunk, limits: limits).error == .chunkOverheadTooLarge)
    }

    @Test("What is encoded is decoded again")
    func roundTrip() {
        var wire: [UInt8] = []
        var body: [UInt8] = []
        for size in [1, 15, 16, 255, 4096] {
            let chunk = [UInt8](repeating: UInt8(truncatingIfNeeded: size), count: size)
            HTTPChunkedEncoder.appendSizeLine(size, to: &wire)
            wire += chunk + HTTPChunkedEncoder.chunkEnd
            body += chunk
        }
        wire += HTTPChunkedEncoder.lastChunk
        #expect(decode(wire).body == body)
        #expect(decode(wire).isComplete)
    }
}
