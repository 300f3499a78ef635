import TestSupport
import Testing

@testable import Imaging

@Suite struct WebPDecodingTests {
    private static let size = (width: 48, height: 32)

    /// The picture over white, its alpha 8y + 4.
    private static let overWhite = rampPixels().enumerated().map { index, sample in
        let alpha = index / (size.width * 3) * 8 + 4
        return UInt8((Int(sample) * alpha + 255 * (255 - alpha) + 127) / 255)
    }

    private func decoded(_ file: [UInt8]) throws -> [UInt8] {
        let image = try ReferenceImage.decode(file)
        #expect((image.width, image.height) == Self.size)
        return image.pixels
    }

    @Test func `lossless pictures are read exactly`() throws {
        #expect(try decoded(Fixture.bytes("imaging/lossless.webp")) == rampPixels())
        #expect(try decoded(Fixture.bytes("imaging/lossless-alpha.webp")) == Self.overWhite)
    }

    @Test func `lossy pictures are read`() throws {
        #expect(try difference(decoded(Fixture.bytes("imaging/lossy.webp")), rampPixels()).largest <= 20)
        #expect(try difference(decoded(Fixture.bytes("imaging/lossy-alpha.webp")), Self.overWhite).largest <= 20)
    }

    @Test func `an animation is its first frame`() throws {
        #expect(try decoded(Fixture.bytes("imaging/animated.webp")) == rampPixels())
    }

    @Test(arguments: ["lossless", "lossless-alpha", "lossy", "lossy-alpha"])
    func `a first frame smaller than its canvas lies on white`(name: String) throws {
        let file = Fixture.bytes("imaging/\(name).webp")
        let picture = WebPFile(file).chunks.filter { $0.kind != "VP8X" }
        let frame = WebPFile.frame(left: 4, top: 6, width: 48, height: 32, picture)
        let image = try ReferenceImage.decode(WebPFile.animation(width: 57, height: 41, frames: [frame]).bytes)
        #expect((image.width, image.height) == (57, 41))
        let still = try decoded(file)
        let expected = (0..<41).flatMap { y in
            (0..<57).flatMap { x -> [UInt8] in
                guard (4..<52).contains(x), (6..<38).contains(y) else { return [255, 255, 255] }
                let start = ((y - 6) * 48 + x - 4) * 3
                return Array(still[start..<start + 3])
            }
        }
        #expect(image.pixels == expected)
    }

    @Test func `what else a file holds does not matter`() throws {
        var file = WebPFile(Fixture.bytes("imaging/lossless.webp"))
        file.chunks.insert(WebPFile.header([], width: 48, height: 32), at: 0)
        file.chunks.insert(WebPFile.Chunk(kind: "ICCP", payload: [1, 2, 3]), at: 1)
        file.chunks.append(WebPFile.Chunk(kind: "XMP ", payload: Array("<x/>".utf8)))
        #expect(try decoded(file.bytes) == rampPixels())
        #expect(try decoded(file.bytes + [1, 2, 3]) == rampPixels())
    }
}
