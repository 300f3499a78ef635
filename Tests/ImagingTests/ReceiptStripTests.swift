import Testing

@testable import Imaging

@Suite struct ReceiptStripTests {
    /// The least and the greatest width of every number of lines, and two usual ones.
    private static let widths = [160, 239, 240, 479, 480, 512, 1024]

    private static let identifier: UInt64 = 0x9F3A_C251_7BE0_4D68

    /// The last 24 rows of a picture.
    private func picture(width: Int) throws -> ReferenceImage {
        let recipe = Recipe(prompt: "green forest", seed: 8, width: width, height: 130)
        let image = try ImagingTests.picture(recipe, identifier: Self.identifier)
        return ReferenceImage(width: width, height: 24, pixels: image.pixels.suffix(width * 24 * 3))
    }

    /// The pixels of a strip alone, on a background that a forgotten pixel shows.
    private func painted(_ strip: ReceiptStrip, _ width: Int, _ height: Int, background: UInt8 = 0) -> [UInt8] {
        var pixels = [UInt8](repeating: background, count: width * height * 3)
        paint(strip, on: &pixels, width: width)
        return pixels
    }

    @Test(arguments: [
        (160, 84, 14), (256, 256, 11), (480, 480, 6), (512, 512, 7), (1024, 768, 13), (2048, 2048, 27),
        (16_384, 16_384, 213),
    ])
    func `the strip takes a thin part at the lower edge`(width: Int, height: Int, rows: Int) throws {
        let strip = try #require(ReceiptStrip(identifier: 1, width: width, height: height))
        #expect(strip.rows == height - rows..<height)
    }

    @Test(arguments: [(159, 1_000), (160, 83), (1024, 77), (1, 1), (16_384, 1_000)])
    func `a picture too small for a strip has none`(width: Int, height: Int) {
        #expect(ReceiptStrip(identifier: 1, width: width, height: height) == nil)
    }

    @Test(arguments: Array(stride(from: 64, through: 2_000, by: 31)))
    func `a picture of any width from 160 pixels on has a strip that is read back`(width: Int) {
        guard let strip = ReceiptStrip(identifier: UInt64(width), width: width, height: 200) else {
            #expect(width < 160)
            return
        }
        #expect(width >= 160)
        #expect(strip.rows.count * 6 <= 200)
        let image = ReferenceImage(width: width, height: 200, pixels: painted(strip, width, 200))
        #expect(ReceiptStrip.read(image) == UInt64(width))
    }

    @Test func `the strip covers its rows and nothing else, in two quiet tones`() throws {
        let strip = try #require(ReceiptStrip(identifier: Self.identifier, width: 300, height: 100))
        let (black, white) = (painted(strip, 300, 100), painted(strip, 300, 100, background: 255))
        let start = strip.rows.lowerBound * 300 * 3
        #expect(black[start...] == white[start...])
        #expect(white[..<start].allSatisfy { $0 == 255 })
        let lumas = Set(
            stride(from: start, to: black.count, by: 3).map { pixel in
                Color(red: Int(black[pixel]), green: Int(black[pixel + 1]), blue: Int(black[pixel + 2])).luma
            }
        )
        #expect(lumas == [21, 89])
    }

    /// Codes of few bars or few gaps beside one of as many bars as gaps.
    @Test(arguments: [0, 1 << 40, .max, identifier] as [UInt64])
    func `any identifier is read back, be the strip nearly dark or nearly light`(identifier: UInt64) throws {
        let strip = try #require(ReceiptStrip(identifier: identifier, width: 160, height: 84))
        let image = ReferenceImage(width: 160, height: 84, pixels: painted(strip, 160, 84, background: 200))
        #expect(ReceiptStrip.read(image) == identifier)
        for filter in ScalingFilter.allCases {
            let half = try savedAsJPEG(filter.scaled(image, by: 0.5), quality: 60)
            #expect(ReceiptStrip.read(half) == identifier, "\(filter)")
        }
    }

    @Test(arguments: [160, 240, 480], ScalingFilter.allCases)
    func `a strip is read at two fifths to twice its size, by any filter`(
        width: Int,
        filter: ScalingFilter
    ) throws {
        let image = try picture(width: width)
        for factor in [0.4, 0.6, 0.75, 2] {
            #expect(ReceiptStrip.read(filter.scaled(image, by: factor)) == Self.identifier, "\(factor)")
        }
    }

    @Test(arguments: widths, ScalingFilter.allCases)
    func `a strip is read at half its size between two savings as JPEG`(
        width: Int,
        filter: ScalingFilter
    ) throws {
        let half = filter.scaled(try savedAsJPEG(try picture(width: width)), by: 0.5)
        #expect(ReceiptStrip.read(half) == Self.identifier)
        #expect(ReceiptStrip.read(try savedAsJPEG(half)) == Self.identifier)
    }

    @Test(arguments: widths)
    func `a strip is read from a JPEG file of poor quality`(width: Int) throws {
        var image = try picture(width: width)
        for quality in [75, 50, 30] {
            image = try savedAsJPEG(image, quality: quality)
            #expect(ReceiptStrip.read(image) == Self.identifier, "\(quality)")
        }
    }

    @Test func `a strip is read from a picture that was made paler or darker, or cut off above`() throws {
        let image = try picture(width: 512)
        let changes: [(Int) -> Int] = [{ $0 / 3 }, { $0 / 2 + 128 }, { min($0 * 2, 255) }, { 255 - (255 - $0) / 2 }]
        for change in changes {
            let pixels = image.pixels.map { UInt8(change(Int($0))) }
            #expect(ReceiptStrip.read(ReferenceImage(width: 512, height: 24, pixels: pixels)) == Self.identifier)
        }
        let below = Array(image.pixels.suffix(512 * 8 * 3))
        #expect(ReceiptStrip.read(ReferenceImage(width: 512, height: 8, pixels: below)) == Self.identifier)
    }

    @Test(arguments: widths)
    func `a strip is read although a spot shines over one of its bars`(width: Int) throws {
        let image = try picture(width: width)
        let grid = try #require(ReceiptGrid(width: width, height: 130))
        let code = ReceiptCode(identifier: Self.identifier)
        let bar = try #require((0..<grid.columns).first { code[$0] })
        var pixels = image.pixels
        for row in 24 - grid.height..<24 - grid.height * (grid.lines - 1) / grid.lines {
            for column in grid.edge(bar * ReceiptGrid.cellWidth)..<grid.edge((bar + 1) * ReceiptGrid.cellWidth) {
                for channel in 0..<3 { pixels[(row * width + column) * 3 + channel] = 255 }
            }
        }
        #expect(ReceiptStrip.read(ReferenceImage(width: width, height: 24, pixels: pixels)) == Self.identifier)
    }

    @Test func `a code with one or two cells changed is refused`() {
        let code = ReceiptCode(identifier: Self.identifier)
        let cells = (0..<ReceiptCode.count).map { code[$0] }
        #expect(ReceiptCode(cells: cells)?.identifier == Self.identifier)
        for one in cells.indices {
            for other in one..<cells.endIndex {
                var changed = cells
                changed[one].toggle()
                if other != one { changed[other].toggle() }
                #expect(ReceiptCode(cells: changed) == nil)
            }
        }
    }

    @Test(arguments: widths)
    func `a strip that is partly painted over is refused`(width: Int) throws {
        let image = try picture(width: width)
        var pixels = image.pixels
        // A quarter of the cells, of which half or so were dark.
        for row in 0..<24 {
            for sample in row * width * 3..<(row * width + width / 4) * 3 { pixels[sample] = 100 }
        }
        #expect(ReceiptStrip.read(image) == Self.identifier)
        #expect(ReceiptStrip.read(ReferenceImage(width: width, height: 24, pixels: pixels)) == nil)
    }

    @Test func `ten thousand random codes are refused`() {
        var random = SeededRandom(key: 3, part: "codes")
        for _ in 0..<10_000 {
            let (high, low) = (random.next(), random.next())
            let cells = (0..<64).map { high >> $0 & 1 == 1 } + (0..<32).map { low >> $0 & 1 == 1 }
            #expect(ReceiptCode(cells: cells) == nil)
        }
    }

    @Test func `pictures and noise without a strip are not taken for one`() throws {
        var random = SeededRandom(key: 4, part: "noise")
        for seed in 0..<100 {
            let noise = (0..<160 * 20 * 3 / 8).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
            #expect(ReceiptStrip.read(ReferenceImage(width: 160, height: 20, pixels: noise)) == nil)
            let recipe = Recipe(prompt: "", seed: UInt64(seed), width: 120, height: 40)
            let artwork = ReferenceImage(width: 120, height: 40, pixels: try pixels(of: recipe))
            #expect(ReceiptStrip.read(artwork) == nil)
        }
    }

    @Test(arguments: [(1, 1), (1, 500), (31, 31), (32, 1), (96, 1), (500, 1), (48, 3)])
    func `a picture of any size is looked at without harm`(width: Int, height: Int) {
        #expect(ReceiptStrip.read(flat(width, height)) == nil)
    }

    private func flat(_ width: Int, _ height: Int) -> ReferenceImage {
        ReferenceImage(width: width, height: height, pixels: [UInt8](repeating: 90, count: width * height * 3))
    }
}
