import TestSupport
import Testing

@testable import Imaging

/// Every way to cut or to change a small file of each kind: it is read or refused, and nothing worse.
@Suite struct MutatedFileTests {
    /// A sound file, and how many of its bytes it cannot be read without.
    struct SoundFile: CustomStringConvertible {
        let description: String
        let bytes: [UInt8]
        let needed: Int

        init(_ description: String, _ bytes: [UInt8], isReadToItsEnd: Bool = true) {
            self.description = description
            self.bytes = bytes
            needed = isReadToItsEnd ? bytes.count : bytes.count - 1
        }
    }

    private static let png = PNGWriter(width: 9, height: 7, colorType: .rgba, depth: 8)

    private static let palettePNG = PNGWriter(
        width: 9,
        height: 7,
        colorType: .palette,
        depth: 4,
        isInterlaced: true,
        extra: [("PLTE", (0..<16).flatMap { [$0, 100, 255 - $0] }), ("tRNS", [0, 128])]
    )

    private static let gif = GIFWriter(
        width: 9,
        height: 7,
        frames: [
            GIFWriter.Frame(
                left: 1,
                top: 1,
                width: 7,
                height: 5,
                isInterlaced: true,
                colors: (0..<4).flatMap { [$0, 90, 7] },
                transparent: 3,
                codeSize: 2,
                pixels: (0..<35).map { $0 % 4 }
            )
        ]
    )

    /// Without a chunk that a reader may ignore, such as transparency.
    private static let plainPNGFiles: [SoundFile] = [
        SoundFile("truecolour", png.file { x, y, channel in (x * y + channel * 50) & 0xFF }.bytes),
        SoundFile(
            "deflated",
            (try? encode(Picture(Recipe(prompt: "", seed: 1, width: 30, height: 20), finish: .none), as: .png)) ?? []
        ),
    ]

    private static let soundFiles =
        plainPNGFiles
        + [SoundFile("palette", palettePNG.file { x, y, _ in (x + y) & 0xF }.bytes)]
        + [
            "baseline.jpg", "progressive.jpg", "grayscale.jpg", "cmyk.jpg", "ycck.jpg", "arithmetic.jpg",
            "subsampled-420.jpg", "restarts.jpg", "lossy.webp", "lossless.webp", "lossy-alpha.webp",
            "lossless-alpha.webp", "animated.webp",
        ].map { SoundFile($0, Fixture.bytes("imaging/\($0)")) }
        + [
            SoundFile("interlaced.gif", Fixture.bytes("imaging/interlaced.gif"), isReadToItsEnd: false),
            SoundFile("gif", gif.bytes, isReadToItsEnd: false),
        ]

    private static let limits = ReferenceImage.Limits(bytes: 1 << 20, pixels: 10_000)

    @Test(.timeLimit(.minutes(2)), arguments: soundFiles)
    func `a file that ends early is refused, wherever it ends`(file: SoundFile) throws {
        _ = try ReferenceImage.decode(file.bytes)
        for count in 0..<file.needed {
            let verdict = Verdict(Array(file.bytes.prefix(count)))
            #expect(verdict == .corrupt || verdict == .notAnImage, "\(count) bytes")
        }
    }

    @Test(.timeLimit(.minutes(2)), arguments: soundFiles)
    func `a file with any one byte changed is read or refused, the same each time`(file: SoundFile) {
        for place in file.bytes.indices {
            for change: (UInt8) -> UInt8 in [{ ~$0 }, { _ in 0 }, { _ in 0xFF }] {
                var bytes = file.bytes
                bytes[place] = change(bytes[place])
                let image = try? ReferenceImage.decode(bytes, limits: Self.limits)
                #expect(image == (try? ReferenceImage.decode(bytes, limits: Self.limits)), "byte \(place)")
                #expect((image?.pixels.count ?? 0) <= 30_000)
            }
        }
    }

    @Test(.timeLimit(.minutes(2)), arguments: soundFiles)
    func `a file with several bits flipped is read or refused`(file: SoundFile) {
        var random = SeededRandom(key: UInt64(crc32(file.bytes)), part: "flips")
        for _ in 0..<400 {
            var bytes = file.bytes
            for _ in 0..<random.number(in: 1...6) {
                bytes[random.number(in: 0...bytes.count - 1)] ^= 1 << UInt8(random.number(in: 0...7))
            }
            let image = try? ReferenceImage.decode(bytes, limits: Self.limits)
            #expect((image?.pixels.count ?? 0) <= 30_000)
        }
    }

    @Test(arguments: plainPNGFiles)
    func `no change of a PNG file goes unnoticed`(file: SoundFile) {
        for place in file.bytes.indices {
            for bit in 0..<8 {
                var bytes = file.bytes
                bytes[place] ^= 1 << UInt8(bit)
                #expect(Verdict(bytes) != .decoded, "byte \(place), bit \(bit)")
            }
        }
    }
}
