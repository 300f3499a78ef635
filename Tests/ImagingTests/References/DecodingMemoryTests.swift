import Foundation
import TestSupport
import Testing

@testable import Imaging

/// How much memory small files can be made to take.
///
/// Each test has a process of its own, so that what it measures is its own memory.
@Suite struct DecodingMemoryTests {
    private static let gray = PNGWriter(width: 4, height: 3, colorType: .gray, depth: 8).file { x, y, _ in x * 60 + y }

    /// How many bytes more than it has now the process needs at a time to carry something out.
    private static func growth(_ work: () -> Void) throws -> Int {
        func status(_ field: String) throws -> Int {
            let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(field) })
            return try #require(Int(line.filter(\.isNumber))) << 10
        }
        // Sets the highest memory back to the present one (proc(5)).
        try "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
        let before = try status("VmRSS")
        work()
        return try status("VmHWM") - before
    }

    /// Expects a file to be read or refused with less than 16 MiB of memory.
    private static func expectLittleGrowth(_ name: String, _ file: [UInt8], _ verdict: Verdict) throws {
        // What a first file needs once is no part of it.
        _ = Verdict(gray.bytes)
        let growth = try growth {
            #expect(Verdict(file) == verdict, "\(name)")
        }
        #expect(growth < 16 << 20, "\(name): \(growth >> 10) KiB")
    }

    @Test func `compressed texts and profiles of a PNG file are not unpacked`() async {
        await #expect(processExitsWith: .success) {
            // Of 7.9 million bytes each: below libpng's own limit.
            let text = zlibBomb(of: 97, runs: 3_830)
            let bomb = Self.gray.with { file in
                for place in [1, 2] {
                    file.chunks.insert(("iCCP", [65, 0, 0] + text), at: place)
                    for _ in 0..<15 {
                        file.chunks.insert(("zTXt", [65, 0, 0] + text), at: place)
                        file.chunks.insert(("iTXt", [65, 0, 1, 0, 0, 0] + text), at: place)
                    }
                }
            }
            try Self.expectLittleGrowth("texts", bomb.bytes, .decoded)
        }
    }

    @Test func `what unpacks to more pixels than there are is left packed`() async {
        await #expect(processExitsWith: .success) {
            // A hundred million bytes for twelve pixels.
            let bomb = Self.gray.with { $0["IDAT"] = zlibBomb(of: 0, runs: 48_450) }
            try Self.expectLittleGrowth("pixels", bomb.bytes, .decoded)
        }
    }

    @Test func `a picture of too many pixels is refused by its header`() async {
        await #expect(processExitsWith: .success) {
            // 20,000 rows of 20,000 pixels of one bit: fifty million zeros.
            let large = PNGWriter(width: 1, height: 1, colorType: .gray, depth: 1).file { _, _, _ in 0 }.with {
                $0["IHDR"].replaceSubrange(0..<8, with: bigEndian(20_000) + bigEndian(20_000))
                $0["IDAT"] = zlibBomb(of: 0, runs: 24_236)
            }
            try Self.expectLittleGrowth("PNG", large.bytes, .tooManyPixels)
            for name in ["baseline", "progressive", "cmyk"] {
                let file = JPEGFile(Fixture.bytes("imaging/\(name).jpg")).announcing(width: 65_500, height: 65_500)
                try Self.expectLittleGrowth(name, file.bytes, .tooManyPixels)
            }
            var lossless = WebPFile(Fixture.bytes("imaging/lossless.webp"))
            lossless.chunks[0].payload.replaceSubrange(1..<5, with: [0xFF, 0xFF, 0xFF, 0x0F])
            try Self.expectLittleGrowth("WebP", lossless.bytes, .tooManyPixels)
            let frame = GIFWriter.Frame(width: 65_535, height: 65_535, codeSize: 2, pixels: [0, 1])
            let screen = GIFWriter(width: 65_535, height: 65_535, colors: [1, 2, 3, 4, 5, 6], frames: [frame])
            try Self.expectLittleGrowth("GIF", screen.bytes, .tooManyPixels)
        }
    }

    @Test func `a frame larger than its picture takes no memory`() async {
        await #expect(processExitsWith: .success) {
            let pixels = [UInt8](repeating: 0, count: 1_000_000)
            let frame = GIFWriter.Frame(width: 65_535, height: 65_535, codeSize: 2, pixels: pixels)
            let gif = GIFWriter(width: 4, height: 3, colors: [1, 2, 3, 4, 5, 6], frames: [frame])
            try Self.expectLittleGrowth("GIF", gif.bytes, .corrupt)
            let picture = WebPFile(Fixture.bytes("imaging/lossless.webp")).chunks[0]
            let large = WebPFile.frame(width: 16_384, height: 16_384, [picture])
            let webp = WebPFile.animation(width: 4, height: 3, frames: [large])
            try Self.expectLittleGrowth("WebP", webp.bytes, .corrupt)
        }
    }

    @Test func `pixels that never come take what their number takes`() async {
        await #expect(processExitsWith: .success) {
            // As many as the limit allows: nine bytes each at most, and what a sanitizer keeps beside them.
            let limit = ReferenceImage.Limits().pixels
            for name in ["baseline", "progressive"] {
                let file = JPEGFile(Fixture.bytes("imaging/\(name).jpg")).announcing(width: 4_000, height: 6_000)
                let growth = try Self.growth { #expect(Verdict(file.bytes) == .decoded) }
                #expect(growth < limit * 11, "\(name): \(growth >> 10) KiB")
            }
        }
    }
}
