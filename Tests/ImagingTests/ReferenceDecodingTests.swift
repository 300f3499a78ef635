import TestSupport
import Testing

@testable import Imaging

@Suite struct ReferenceDecodingTests {
    /// Every colour type and depth, plain and interlaced.
    private static let kinds: [(PNGWriter.ColorType, Int, Bool)] = PNGWriter.ColorType.allCases.flatMap { type in
        type.depths.flatMap { depth in [(type, depth, false), (type, depth, true)] }
    }

    @Test(arguments: kinds)
    func `PNG of every colour type, depth and interlacing is read`(
        colorType: PNGWriter.ColorType,
        depth: Int,
        isInterlaced: Bool
    ) throws {
        let highest = 1 << depth - 1
        var writer = PNGWriter(
            width: 13,
            height: 11,
            colorType: colorType,
            depth: depth,
            isInterlaced: isInterlaced
        )
        if colorType == .palette {
            writer.extra = [("PLTE", (0...highest).flatMap { [UInt8($0), UInt8(255 - $0), 7] })]
        }
        func sample(x: Int, y: Int, channel: Int) -> Int {
            (x * 31 + y * 17 + channel * 91) * 257 & highest
        }
        let image = try ReferenceImage.decode(writer.file(sample))
        #expect(image.width == 13)
        #expect(image.height == 11)
        let expected = (0..<11).flatMap { y in
            (0..<13).flatMap { x -> [UInt8] in
                let samples = (0..<colorType.channels).map { sample(x: x, y: y, channel: $0) }
                if colorType == .palette { return [UInt8(samples[0]), UInt8(255 - samples[0]), 7] }
                // To the nearest of 8 bits, then over white.
                let bytes = samples.map { ($0 * 255 * 2 + highest) / (2 * highest) }
                func overWhite(_ value: Int, _ alpha: Int) -> UInt8 {
                    UInt8((value * alpha + 255 * (255 - alpha) + 127) / 255)
                }
                switch colorType {
                case .gray: return Array(repeating: UInt8(bytes[0]), count: 3)
                case .grayAlpha: return Array(repeating: overWhite(bytes[0], bytes[1]), count: 3)
                case .rgba: return bytes[..<3].map { overWhite($0, bytes[3]) }
                case .rgb, .palette: return bytes.map { UInt8($0) }
                }
            }
        }
        #expect(image.pixels == expected)
    }

    @Test func `a transparent entry of a palette is laid over white`() throws {
        var writer = PNGWriter(width: 2, height: 1, colorType: .palette, depth: 8)
        writer.extra = [("PLTE", [10, 20, 30, 40, 50, 60]), ("tRNS", [0])]
        let image = try ReferenceImage.decode(writer.file { x, _, _ in x })
        #expect(image.pixels == [255, 255, 255, 40, 50, 60])
    }

    @Test(arguments: ["baseline", "progressive", "grayscale", "cmyk"])
    func `JPEG of every kind is read`(name: String) throws {
        let image = try ReferenceImage.decode(Fixture.bytes("imaging/\(name).jpg"))
        #expect(image.width == 48)
        #expect(image.height == 32)
        let expected = (0..<32).flatMap { y in
            (0..<48).flatMap { x -> [UInt8] in
                let (red, green, blue) = (x * 5, y * 7, 128)
                let gray = (red * 299 + green * 587 + blue * 114) / 1000
                return (name == "grayscale" ? [gray, gray, gray] : [red, green, blue]).map { UInt8($0) }
            }
        }
        #expect(difference(image.pixels, expected).largest <= 12)
    }

    /// The corner of the stored picture that each orientation shows first: top left, top right, bottom left.
    @Test(
        arguments: [
            (1, "ABC"), (2, "BAD"), (3, "DCB"), (4, "CDA"), (5, "ACB"), (6, "CAD"), (7, "DBC"), (8, "BDA"),
        ])
    func `the Exif orientation is applied`(orientation: UInt8, corners: String) throws {
        // A B over C D, 32 × 16 pixels each, in four grays.
        let grays: [Character: UInt8] = ["A": 20, "B": 90, "C": 160, "D": 230]
        let drawn = PNGWriter(width: 64, height: 32, colorType: .gray, depth: 8).file { x, y, _ in
            Int(grays[y < 16 ? (x < 32 ? "A" : "B") : (x < 32 ? "C" : "D")] ?? 0)
        }
        let stored = try ReferenceImage.decode(drawn)
        let recipe = Recipe(
            prompt: "",
            seed: 0,
            width: 64,
            height: 32,
            reference: .image(stored),
            strength: Strength(0)
        )
        for isBigEndian in [true, false] {
            var file = try encode(Picture(recipe, finish: .none), as: .jpeg(quality: 95))
            file.insert(contentsOf: exif(orientation: orientation, isBigEndian: isBigEndian), at: 2)
            let image = try ReferenceImage.decode(file)
            #expect((image.width, image.height) == (orientation < 5 ? (64, 32) : (32, 64)))
            let places = [(2, 2), (image.width - 3, 2), (2, image.height - 3)]
            for (place, corner) in zip(places, corners) {
                let gray = Int(image.pixels[(place.1 * image.width + place.0) * 3])
                #expect(abs(gray - Int(grays[corner] ?? 0)) < 8, "\(orientation) \(corner)")
            }
        }
    }

    private func exif(orientation: UInt8, isBigEndian: Bool) -> [UInt8] {
        let tiff: [UInt8] =
            isBigEndian
            ? [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
            : [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
        let payload = Array("Exif\0\0".utf8) + tiff
        return [0xFF, 0xE1, 0, UInt8(payload.count + 2)] + payload
    }

    @Test func `an Exif segment out of order counts as upright`() {
        let segment = Array(exif(orientation: 6, isBigEndian: true).dropFirst(4))
        #expect(ExifOrientation(segment: segment) == .turnedLeft)
        for count in 0..<26 {
            #expect(ExifOrientation(segment: Array(segment.prefix(count))) == .upright)
        }
        #expect(ExifOrientation(segment: segment.map { $0 == 6 ? 9 : $0 }) == .upright)
    }

    @Test func `the content hash depends on the pixels and on the size`() {
        let images = [
            ReferenceImage(width: 2, height: 1, pixels: [1, 2, 3, 4, 5, 6]),
            ReferenceImage(width: 1, height: 2, pixels: [1, 2, 3, 4, 5, 6]),
            ReferenceImage(width: 2, height: 1, pixels: [1, 2, 3, 4, 5, 7]),
        ]
        #expect(Set(images.map(\.contentHash)).count == 3)
    }
}
