import TestSupport
import Testing

@testable import Imaging

/// One caption of `fixtures/imaging/golden-captions.json` and the hash of the strip that it gives.
struct GoldenCaption: GoldenCase {
    static let file = GoldenFile<GoldenCaption>(name: "golden-captions.json")
    static let all = file.cases()

    var prompt: String
    var vendor: String
    var model: String
    /// Decimal, as JSON's numbers are not safe beyond 53 bits.
    var seed: String
    var index: Int
    var count: Int
    var width: Int
    var height: Int
    var crc32: String

    var testDescription: String { "\(width)×\(height) \(prompt.prefix(20))" }

    /// Lays the strip over a gradient.
    func pixels() throws -> [UInt8] {
        let caption = Caption(
            prompt: prompt,
            vendor: vendor,
            model: model,
            seed: seed,
            index: index,
            count: count
        )
        let strip = try #require(CaptionStrip(caption, width: width, height: height, bottom: height))
        var rows: [UInt8] = []
        for y in strip.rows {
            var row = (0..<width * 3).map { UInt8(truncatingIfNeeded: ($0 + y) >> 2) }
            row.withUnsafeMutableBufferPointer { buffer in
                if let start = buffer.baseAddress { strip.paint(row: y, on: RowCanvas(pixels: start, width: width)) }
            }
            rows += row
        }
        return rows
    }
}

@Suite struct CaptionGoldenTests {
    @Test(.disabled(if: GoldenFile<GoldenCaption>.isBeingRecorded), arguments: GoldenCaption.all)
    func `a caption gives the strip it always gave`(golden: GoldenCaption) throws {
        #expect(try golden.measured() == golden.crc32)
    }

    @Test func `the golden captions are of many scripts and sizes`() {
        let all = GoldenCaption.all
        #expect(Set(all.map(\.crc32)).count == all.count)
        #expect(Set(all.map { "\($0.width)×\($0.height)" }).count >= 8)
        for block in [0x400, 0x590, 0x600, 0x900, 0xE00, 0x3040, 0x4E00, 0xAC00, 0x1F600] as [UInt32] {
            let isShown = all.contains {
                $0.prompt.unicodeScalars.contains { (block..<block + 0x100).contains($0.value) }
            }
            #expect(isShown, "U+\(String(block, radix: 16))")
        }
    }

    @Test(.enabled(if: GoldenFile<GoldenCaption>.isBeingRecorded)) func `checksums are recorded`() throws {
        try GoldenCaption.file.record()
    }
}
