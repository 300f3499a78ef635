import Foundation
import TestSupport
import Testing

@testable import Imaging

/// One caption of `fixtures/imaging/golden-captions.json` and the hash of the strip that it gives.
struct GoldenCaption: Codable, CustomTestStringConvertible {
    var prompt: String
    var vendor: String
    var model: String
    /// Decimal, as JSON's numbers are not safe beyond 53 bits.
    var seed: String
    var index: Int
    var count: Int
    var width: Int
    var height: Int
    /// Sixteen hexadecimal digits.
    var hash: String

    var testDescription: String { "\(width)×\(height) \(prompt.prefix(20))" }

    static let all: [GoldenCaption] = {
        do {
            return try JSONDecoder().decode(
                [GoldenCaption].self,
                from: Data(Fixture.bytes("imaging/golden-captions.json"))
            )
        } catch {
            fatalError("golden-captions.json: \(error)")
        }
    }()

    /// Lays the strip over a gradient and hashes its rows.
    func measured() throws -> String {
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
        let digits = String(ImagingTests.hash(rows), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

@Suite struct CaptionGoldenTests {
    private static let isRecording = ProcessInfo.processInfo.environment["FAUXTO_RECORD_GOLDEN"] == "1"

    @Test(.disabled(if: isRecording), arguments: GoldenCaption.all)
    func `a caption gives the strip it always gave`(golden: GoldenCaption) throws {
        #expect(try golden.measured() == golden.hash)
    }

    @Test func `the golden captions are of many scripts and sizes`() {
        let all = GoldenCaption.all
        #expect(Set(all.map(\.hash)).count == all.count)
        #expect(Set(all.map { "\($0.width)×\($0.height)" }).count >= 8)
        for block in [0x400, 0x590, 0x600, 0x900, 0xE00, 0x3040, 0x4E00, 0xAC00, 0x1F600] as [UInt32] {
            let isShown = all.contains {
                $0.prompt.unicodeScalars.contains { (block..<block + 0x100).contains($0.value) }
            }
            #expect(isShown, "U+\(String(block, radix: 16))")
        }
    }

    @Test(.enabled(if: isRecording)) func `golden hashes are recorded`() throws {
        var all = GoldenCaption.all
        for index in all.indices { all[index].hash = try all[index].measured() }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "fixtures/imaging/golden-captions.json")
        try (try encoder.encode(all) + Data("\n".utf8)).write(to: file)
        Issue.record("The golden hashes were recorded; look at the difference, then run again without recording.")
    }
}
