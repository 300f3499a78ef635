import Foundation
import Testing

@testable import Imaging

@Suite struct CaptionStripTests {
    private static let long = String(repeating: "a red fox in the snow, ", count: 60)

    @Test(
        arguments: [
            (1_024, 768, 46), (512, 512, 64), (512, 768, 64), (1_024, 1_024, 46), (768, 1_344, 64), (2_048, 2_048, 92),
            (14_142, 14_142, 64 * 20), (320, 240, 28), (64, 64, 21), (14_142, 64, 21), (64, 4_000, 64),
        ]
    )
    func `the strip grows with the picture, by whole numbers`(width: Int, height: Int, rows: Int) throws {
        let strip = try #require(make(Self.long, width, height))
        #expect(strip.rows == height - rows..<height)
    }

    @Test(arguments: [(1_024, 768), (512, 512), (300, 1_000), (1_536, 400), (2_048, 2_048), (4_096, 2_304), (700, 233)])
    func `where the picture is high enough, the strip takes an eighth of it at most`(width: Int, height: Int) throws {
        #expect(try #require(make(Self.long, width, height)).rows.count * 8 <= height)
    }

    @Test(arguments: 64...400)
    func `in any picture most of the art is left`(height: Int) throws {
        #expect(try #require(make(Self.long, height, height)).rows.count * 3 <= height)
    }

    @Test(arguments: [(63, 500), (500, 63), (1, 1), (16_384, 1)])
    func `a picture too small for a readable line has no strip`(width: Int, height: Int) {
        #expect(make(Self.long, width, height) == nil)
    }

    @Test func `a strip ends where it is told to`() throws {
        let caption = caption("fox")
        let strip = try #require(CaptionStrip(caption, width: 400, height: 300, bottom: 270))
        #expect(strip.rows == 242..<270)
    }

    @Test(arguments: ["fox", long, "", "山水画「黄昏」", "שלום 12", "a\u{334}\u{35C}\u{334}", "\u{E000}\u{12000}"])
    func `the strip's rows are painted and no others`(prompt: String) throws {
        let art = Color(0xFF8040)
        for (width, height) in [(200, 150), (64, 64), (1_500, 800)] {
            let strip = try #require(make(prompt, width, height))
            #expect(rows(of: strip, width: width, over: art).joined().allSatisfy { $0 != art })
            for y in [0, strip.rows.lowerBound - 1, strip.rows.upperBound] {
                #expect(row(y, of: strip, width: width, over: art).allSatisfy { $0 == art })
            }
        }
    }

    @Test(arguments: [0xFFFFFF, 0x000000, 0xFFFF00, 0x00FFFF, 0xFF0000, 0x808080] as [UInt32])
    func `both colours of text have a contrast of 7 to 1 on any art`(art: UInt32) throws {
        let strip = try #require(make(Self.long, 1_024, 768))
        let below = rows(of: strip, width: 1_024, over: Color(art)).dropFirst().joined()
        let band = try #require(below.first)
        var text: [Color] = []
        for color in below where color != band && !text.contains(color) { text.append(color) }
        #expect(text.count == 2)
        for color in text { #expect(contrast(color, band) >= 7) }
    }

    @Test func `the prompt is brighter than the details`() throws {
        let strip = try #require(make("fox", 1_024, 768))
        let painted = rows(of: strip, width: 1_024, over: .black)
        let columns = { (columns: Range<Int>) in painted.flatMap { $0[columns].map(\.luma) }.max() ?? 0 }
        #expect(columns(0..<300) > columns(724..<1_024))
    }

    // Margins of 12 or 4 pixels of the font, less the two that a letter may hang over.
    @Test(arguments: [(1_024, 768, 10), (2_048, 2_048, 20), (64, 64, 2), (14_142, 64, 10)])
    func `the text keeps off the picture's sides`(width: Int, height: Int, clear: Int) throws {
        for prompt in [Self.long, "j/Ǻ\u{303}", "山" + Self.long] {
            let strip = try #require(make(prompt, width, height))
            for row in rows(of: strip, width: width, over: .black).dropFirst(height / 700 + 1) {
                #expect((row.prefix(clear) + row.suffix(clear)).allSatisfy { $0 == row[0] })
            }
        }
    }

    @Test func `at twice the scale each pixel is four, and diagonals are smooth`() throws {
        let small = try #require(make("l v", 1_024, 1_024))
        let large = try #require(make("l v", 2_048, 2_048))
        #expect(large.rows.count == small.rows.count * 2)
        let one = rows(of: small, width: 1_024, over: .black)
        let other = rows(of: large, width: 2_048, over: .black)
        let band = one[1][0]
        var soft = 0
        for y in 1..<one.count {
            for x in 0..<60 {
                let four = [other[y * 2][x * 2...x * 2 + 1], other[y * 2 + 1][x * 2...x * 2 + 1]].joined()
                if one[y][x] != band {
                    #expect(four.allSatisfy { $0 == one[y][x] })
                } else {
                    soft += four.count { $0 != band }
                }
            }
        }
        #expect(soft > 0)
    }

    private func caption(_ prompt: String) -> Caption {
        Caption(prompt: prompt, vendor: "fal", model: "flux/srpo", seed: "1234567890", index: 1, count: 4)
    }

    private func make(_ prompt: String, _ width: Int, _ height: Int) -> CaptionStrip? {
        CaptionStrip(caption(prompt), width: width, height: height, bottom: height)
    }

    /// The pixels of a strip over art of one colour.
    private func rows(of strip: CaptionStrip, width: Int, over color: Color) -> [[Color]] {
        strip.rows.map { row($0, of: strip, width: width, over: color) }
    }

    /// The pixels of any row of a picture of one colour with a strip.
    private func row(_ y: Int, of strip: CaptionStrip, width: Int, over color: Color) -> [Color] {
        var pixels = [UInt8](repeating: 0, count: width * 3)
        return pixels.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return [] }
            let canvas = RowCanvas(pixels: start, width: width)
            canvas.fill(color)
            strip.paint(row: y, on: canvas)
            return (0..<width).map { canvas[$0] }
        }
    }

    /// The contrast of two colours, 1 to 21, as WCAG 2.2 defines it.
    private func contrast(_ one: Color, _ other: Color) -> Double {
        let both = [one, other].map(luminance).sorted()
        return (both[1] + 0.05) / (both[0] + 0.05)
    }

    private func luminance(_ color: Color) -> Double {
        let linear = [color.red, color.green, color.blue].map { channel in
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
