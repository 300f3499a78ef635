import Testing

@testable import Imaging

@Suite struct PNGDecodingTests {
    /// Every colour type and depth, plain and interlaced.
    private static let kinds: [(PNGWriter.ColorType, Int, Bool)] = PNGWriter.ColorType.allCases.flatMap { type in
        type.depths.flatMap { depth in [(type, depth, false), (type, depth, true)] }
    }

    /// Some passes of an interlaced picture are empty when it is small.
    private static let sizes = [(width: 13, height: 11), (1, 1), (1, 9), (9, 1), (3, 2)]

    @Test(arguments: kinds, sizes)
    func `PNG of every colour type, depth and interlacing is read`(
        kind: (colorType: PNGWriter.ColorType, depth: Int, isInterlaced: Bool),
        size: (width: Int, height: Int)
    ) throws {
        let (colorType, depth, isInterlaced) = kind
        let highest = 1 << depth - 1
        var writer = PNGWriter(
            width: size.width,
            height: size.height,
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
        let image = try ReferenceImage.decode(writer.file(sample).bytes)
        #expect(image.width == size.width)
        #expect(image.height == size.height)
        let expected = (0..<size.height).flatMap { y in
            (0..<size.width).flatMap { x -> [UInt8] in
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
        let image = try ReferenceImage.decode(writer.file { x, _, _ in x }.bytes)
        #expect(image.pixels == [255, 255, 255, 40, 50, 60])
    }

    /// One colour is transparent, at full depth: of two that are equal in their highest eight bits, one only.
    @Test(arguments: [
        (PNGWriter.ColorType.gray, 4, [0, 5], [5, 4], [255, 68]),
        (.gray, 16, [0x12, 0x34], [0x1234, 0x1235], [255, 0x12]),
        (.rgb, 8, [0, 7, 0, 7, 0, 7], [7, 8], [255, 8]),
    ])
    func `a transparent colour is laid over white`(
        colorType: PNGWriter.ColorType,
        depth: Int,
        transparent: [UInt8],
        samples: [Int],
        expected: [UInt8]
    ) throws {
        var writer = PNGWriter(width: 2, height: 1, colorType: colorType, depth: depth)
        writer.extra = [("tRNS", transparent)]
        let image = try ReferenceImage.decode(writer.file { x, _, _ in samples[x] }.bytes)
        #expect(image.pixels == expected.flatMap { [$0, $0, $0] })
    }
}
