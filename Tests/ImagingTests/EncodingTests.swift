import Imaging
import Testing

@Suite struct EncodingTests {
    private static let sizes = [(1, 1), (1, 40), (40, 1), (17, 33), (256, 192)]

    @Test(arguments: sizes)
    func `a PNG file decodes to exactly the pixels that were drawn`(width: Int, height: Int) throws {
        let recipe = Recipe(prompt: "night sea", seed: 11, width: width, height: height)
        let image = try ReferenceImage.decode(try encode(Picture(recipe, finish: .none), as: .png))
        #expect(image.width == width)
        #expect(image.height == height)
        #expect(try image.pixels == pixels(of: recipe))
    }

    @Test(arguments: sizes)
    func `a JPEG file decodes to nearly the pixels that were drawn`(width: Int, height: Int) throws {
        let recipe = Recipe(prompt: "green forest", seed: 12, width: width, height: height)
        let image = try ReferenceImage.decode(try encode(Picture(recipe, finish: .none), as: .jpeg(quality: 95)))
        #expect(image.width == width)
        #expect(image.height == height)
        let error = difference(image.pixels, try pixels(of: recipe))
        #expect(error.mean < 3)
    }

    @Test func `a PNG file is 8-bit truecolour without alpha or interlacing`() throws {
        let file = try encode(Picture(Recipe(prompt: "", seed: 1, width: 300, height: 200), finish: .none), as: .png)
        #expect(Array(file[..<8]) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(Array(file[16..<29]) == [0, 0, 1, 44, 0, 0, 0, 200, 8, 2, 0, 0, 0])
    }

    @Test func `a JPEG file is JFIF with 4:2:0 subsampling`() throws {
        let file = try encode(
            Picture(Recipe(prompt: "", seed: 1, width: 300, height: 200), finish: .none),
            as: .jpeg(quality: 95)
        )
        #expect(Array(file[..<11]) == [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8))
        let frame = try #require(file.indices.first { file[$0] == 0xFF && file[$0 + 1] == 0xC0 })
        // Precision, height, width, three components: 2×2, 1×1, 1×1 (ITU-T T.81, B.2.2).
        #expect(Array(file[frame + 4..<frame + 19]) == [8, 0, 200, 1, 44, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1])
        #expect(Array(file.suffix(2)) == [0xFF, 0xD9])
    }

    @Test func `lower quality makes smaller JPEG files`() throws {
        let recipe = Recipe(prompt: "", seed: 5, width: 200, height: 150)
        let counts = try [20, 60, 95].map { try encode(Picture(recipe, finish: .none), as: .jpeg(quality: $0)).count }
        #expect(counts == counts.sorted() && Set(counts).count == 3)
    }

    @Test(arguments: [0, 101, -5])
    func `a JPEG quality out of range is refused`(quality: Int) {
        #expect(throws: ImagingError.unsupportedQuality(quality)) {
            try encode(
                Picture(Recipe(prompt: "", seed: 5, width: 2, height: 2), finish: .none),
                as: .jpeg(quality: quality)
            )
        }
    }

    @Test(arguments: [ImageEncoding.png, .jpeg(quality: 90)])
    func `a stream hands over the same file in pieces`(encoding: ImageEncoding) throws {
        let recipe = Recipe(prompt: "planet", seed: 21, width: 640, height: 500)
        let picture = Picture(recipe, finish: Picture.Finish(texture: Texture(0.5)))
        var stream = try ImageStream(picture, as: encoding)
        var pieces: [[UInt8]] = []
        while let piece = try stream.next(atLeast: 1_000) { pieces.append(piece) }
        #expect(pieces.count > 3)
        #expect(pieces.dropLast().allSatisfy { $0.count >= 1_000 })
        #expect(try Array(pieces.joined()) == encode(picture, as: encoding))
        #expect(try stream.next() == nil)
    }

    @Test func `a stream that is dropped half way leaves nothing behind`() throws {
        var stream = try ImageStream(
            Picture(Recipe(prompt: "", seed: 2, width: 400, height: 4_000)),
            as: .jpeg(quality: 90)
        )
        #expect(try stream.next(atLeast: 100) != nil)
    }
}
