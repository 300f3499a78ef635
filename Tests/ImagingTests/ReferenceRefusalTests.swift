import TestSupport
import Testing

@testable import Imaging

@Suite struct ReferenceRefusalTests {
    private static let recipe = Recipe(prompt: "", seed: 1, width: 60, height: 50)

    /// A sound file of every kind that is read.
    private static let soundFiles: [(name: String, bytes: [UInt8])] =
        ["baseline", "progressive", "grayscale", "cmyk"].map { ($0, Fixture.bytes("imaging/\($0).jpg")) }
        + [false, true].map { isInterlaced in
            let writer = PNGWriter(width: 40, height: 30, colorType: .rgba, depth: 8, isInterlaced: isInterlaced)
            return (isInterlaced ? "interlaced" : "png", writer.file { x, y, channel in (x * y + channel * 50) & 0xFF })
        }
        + [("deflated", (try? encode(Picture(recipe, finish: .none), as: .png)) ?? [])]

    @Test(arguments: soundFiles)
    func `a file that ends early is refused, wherever it ends`(name: String, bytes: [UInt8]) throws {
        _ = try ReferenceImage.decode(bytes)
        let step = max(bytes.count / 150, 1)
        for count in stride(from: 0, to: bytes.count, by: step) {
            #expect(throws: ReferenceImageError.self, "\(name) \(count)") {
                try ReferenceImage.decode(Array(bytes.prefix(count)))
            }
        }
        #expect(throws: ReferenceImageError.self) { try ReferenceImage.decode(bytes.dropLast()) }
    }

    @Test(arguments: soundFiles)
    func `a file with flipped bits is refused or read within the limits`(name: String, bytes: [UInt8]) {
        var random = SeededRandom(key: hash(bytes), part: "flips")
        let limits = ReferenceImage.Limits(bytes: 1 << 20, pixels: 10_000)
        for _ in 0..<400 {
            var broken = bytes
            for _ in 0..<random.number(in: 1...6) {
                broken[random.number(in: 0...broken.count - 1)] ^= 1 << UInt8(random.number(in: 0...7))
            }
            if let image = try? ReferenceImage.decode(broken, limits: limits) {
                #expect(image.width * image.height <= 10_000)
                #expect(image.pixels.count == image.width * image.height * 3)
            }
        }
    }

    @Test func `a flipped bit of a PNG file's pixels is noticed`() {
        var bytes = Self.soundFiles[4].bytes
        bytes[bytes.count / 2] ^= 1
        #expect(throws: ReferenceImageError.self) { try ReferenceImage.decode(bytes) }
    }

    @Test(arguments: [(100_000, 100_000), (0x7FFF_FFFF, 0x7FFF_FFFF), (5_000, 5_000), (24_000_001, 1)])
    func `a PNG header that announces too many pixels is refused before anything is decoded`(width: Int, height: Int) {
        // The pixels of a small picture follow: nothing of the announced size may be allocated for them.
        var bytes = PNGWriter(width: 4, height: 4, colorType: .rgb, depth: 8).file { x, _, _ in x }
        let header =
            Array("IHDR".utf8) + PNGWriter.bigEndian(UInt32(width)) + PNGWriter.bigEndian(UInt32(height))
            + [8, 2, 0, 0, 0]
        bytes.replaceSubrange(12..<29, with: header)
        bytes.replaceSubrange(29..<33, with: PNGWriter.bigEndian(PNGWriter.crc(header)))
        #expect(throws: ReferenceImageError.tooManyPixels(width: width, height: height, limit: 24_000_000)) {
            try ReferenceImage.decode(bytes)
        }
    }

    @Test(arguments: ["baseline", "progressive"])
    func `a JPEG header that announces too many pixels is refused before anything is decoded`(name: String) throws {
        var bytes = Fixture.bytes("imaging/\(name).jpg")
        let frame = try #require(
            bytes.indices.first { bytes[$0] == 0xFF && [0xC0, 0xC2].contains(bytes[$0 + 1]) }
        )
        bytes.replaceSubrange(frame + 5..<frame + 9, with: [0xFD, 0xE8, 0xFD, 0xE8])
        #expect(throws: ReferenceImageError.tooManyPixels(width: 65_000, height: 65_000, limit: 24_000_000)) {
            try ReferenceImage.decode(bytes)
        }
    }

    @Test func `an announced size whose pixels are missing is refused`() {
        // 23 million pixels, the whole file a few bytes: a bomb that keeps within the limit.
        var bytes = PNGWriter(width: 4, height: 4, colorType: .gray, depth: 8).file { x, _, _ in x }
        let header = Array("IHDR".utf8) + PNGWriter.bigEndian(4_600) + PNGWriter.bigEndian(5_000) + [8, 0, 0, 0, 0]
        bytes.replaceSubrange(12..<29, with: header)
        bytes.replaceSubrange(29..<33, with: PNGWriter.bigEndian(PNGWriter.crc(header)))
        #expect(throws: ReferenceImageError.self) { try ReferenceImage.decode(bytes) }
    }

    @Test func `a picture that is all length is refused`() {
        let bytes = PNGWriter(width: 65_501, height: 1, colorType: .gray, depth: 1).file { _, _, _ in 0 }
        #expect(throws: ReferenceImageError.unsupported("a side is longer than 65500 pixels")) {
            try ReferenceImage.decode(bytes)
        }
    }

    @Test func `too many bytes are refused unread`() {
        let limits = ReferenceImage.Limits(bytes: 99)
        #expect(throws: ReferenceImageError.tooManyBytes(count: 100, limit: 99)) {
            try ReferenceImage.decode([UInt8](repeating: 0, count: 100), limits: limits)
        }
    }

    @Test func `endless scans of a progressive JPEG are refused`() throws {
        let bytes = Fixture.bytes("imaging/progressive.jpg")
        // The last scan, from its tables to the end of the image, is repeated.
        let last = try #require(bytes.indices.dropLast().last { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA })
        let scan = Array(bytes[last..<bytes.count - 2])
        let many = Array(bytes.dropLast(2)) + Array(repeatElement(scan, count: 200).joined()) + [0xFF, 0xD9]
        #expect(throws: ReferenceImageError.unsupported("more than 100 scans")) { try ReferenceImage.decode(many) }
    }

    @Test(arguments: [
        ("", ReferenceImageError.notAnImage), ("<html>", .notAnImage), ("%PDF-1.7", .notAnImage),
        ("GIF89a.....", .unsupported("GIF is not read, only PNG and JPEG")),
        ("RIFF....WEBPVP8 ", .unsupported("WebP is not read, only PNG and JPEG")),
    ])
    func `what is no PNG or JPEG is named`(text: String, error: ReferenceImageError) {
        #expect(throws: error) { try ReferenceImage.decode(Array(text.utf8)) }
    }

    @Test func `errors read as sentences`() {
        #expect(
            ReferenceImageError.tooManyPixels(width: 9, height: 8, limit: 7).description
                == "The image has 9×8 pixels, and at most 7 pixels are accepted."
        )
        #expect(
            ImagingError.unsupportedSize(width: 0, height: 8).description
                == "A picture of 0×8 pixels cannot be drawn: each side must be 1 to 16384 pixels."
        )
    }
}
