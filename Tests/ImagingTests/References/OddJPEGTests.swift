import TestSupport
import Testing

@testable import Imaging

@Suite struct OddJPEGTests {
    private static let baseline = JPEGFile(Fixture.bytes("imaging/baseline.jpg"))
    private static let progressive = JPEGFile(Fixture.bytes("imaging/progressive.jpg"))
    private static let restarts = JPEGFile(Fixture.bytes("imaging/restarts.jpg"))

    /// The frame header with one byte changed: precision, height (2), width (2), components, and of each component
    /// number, sampling and table.
    private static func frame(_ place: Int, _ byte: UInt8) -> [UInt8] {
        baseline.with { $0.segments[$0.frame].payload[place] = byte }.bytes
    }

    private static func process(_ marker: UInt8) -> [UInt8] {
        baseline.with { $0.segments[$0.frame].marker = marker }.bytes
    }

    /// The progressive file with its last scan there `count` times more.
    private static func scans(_ count: Int) -> [UInt8] {
        progressive.with { file in
            file.segments += repeatElement(file.segments[file.segments.count - 1], count: count)
        }.bytes
    }

    private static let frames: [OddFile] = [
        OddFile("sides of 65,535", .tooManyPixels, baseline.announcing(width: 65_535, height: 65_535).bytes),
        OddFile("sides of 65,000", .tooManyPixels, baseline.announcing(width: 65_000, height: 65_000).bytes),
        OddFile(
            "sides of 65,000 in scans",
            .tooManyPixels,
            progressive.announcing(width: 65_000, height: 65_000).bytes
        ),
        OddFile("a side longer than is read", .sideTooLong, baseline.announcing(width: 65_535, height: 1).bytes),
        OddFile("a width of 0", .corrupt, baseline.announcing(width: 0, height: 32).bytes),
        OddFile("a height that comes later (DNL)", .unsupported, baseline.announcing(width: 48, height: 0).bytes),
        OddFile("pixels that are missing", .decoded, baseline.announcing(width: 4_000, height: 5_000).bytes),
        OddFile("12 bits a sample", .unsupported, frame(0, 12)),
        OddFile("no component", .corrupt, frame(5, 0)),
        OddFile("more components than are described", .corrupt, frame(5, 4)),
        OddFile("a sampling factor of 0", .corrupt, frame(7, 0x01)),
        OddFile("a sampling factor of 5", .corrupt, frame(7, 0x51)),
        OddFile(
            "samples of two thirds of a pixel",
            .unsupported,
            baseline.with {
                $0.segments[$0.frame].payload.replaceSubrange(7..<8, with: [0x31])
                $0.segments[$0.frame].payload[10] = 0x21
            }.bytes
        ),
        OddFile("a quantisation table that is none", .corrupt, frame(8, 3)),
        OddFile("lossless coding", .unsupported, process(0xC3)),
        OddFile("hierarchical coding", .unsupported, process(0xC5)),
        OddFile("Huffman codes that say they are arithmetic", .decoded, process(0xC9)),
        OddFile("no frame header", .corrupt, baseline.with { $0.segments.remove(at: $0.frame) }.bytes),
        OddFile(
            "two frame headers",
            .corrupt,
            baseline.with { $0.segments.insert($0.segments[$0.frame], at: 0) }.bytes
        ),
    ]

    private static let segments: [OddFile] = [
        OddFile("no quantisation table", .corrupt, baseline.without(JPEGFile.dqt).bytes),
        OddFile("no Huffman table", .decoded, baseline.without(JPEGFile.dht).bytes),
        OddFile(
            "a Huffman table of too many codes",
            .corrupt,
            baseline.with {
                $0.segments[$0.index(of: JPEGFile.dht)].payload[1] = 255
            }.bytes
        ),
        OddFile("no scan", .corrupt, baseline.without(JPEGFile.sos).bytes),
        OddFile(
            "a scan without data",
            .decoded,
            baseline.with { $0.segments[$0.index(of: JPEGFile.sos)].data = [] }.bytes
        ),
        OddFile(
            "a scan of a component that is none",
            .corrupt,
            baseline.with {
                $0.segments[$0.index(of: JPEGFile.sos)].payload[1] = 99
            }.bytes
        ),
        OddFile(
            "codes that are none",
            .decoded,
            baseline.with { file in
                let scan = file.index(of: JPEGFile.sos)
                file.segments[scan].data = file.segments[scan].data.map { _ in 0xAA }
            }.bytes
        ),
        OddFile(
            "a restart out of its order",
            .decoded,
            restarts.with { file in
                let scan = file.index(of: JPEGFile.sos)
                let data = file.segments[scan].data
                let first = data.indices.dropLast().first { data[$0] == 0xFF && data[$0 + 1] == 0xD0 } ?? 0
                file.segments[scan].data[first + 1] = 0xD3
            }.bytes
        ),
        OddFile("bytes between segments", .decoded, baseline.with { $0.segments[0].data = [1, 2, 3] }.bytes),
        OddFile("a segment longer than the file", .corrupt, [0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, 1, 2]),
        OddFile(
            "a segment of an impossible length",
            .decoded,
            [0xFF, 0xD8, 0xFF, 0xE1, 0, 1] + baseline.bytes.dropFirst(2)
        ),
        OddFile("no end", .corrupt, baseline.with { $0.end = [] }.bytes),
        OddFile("no end after scans", .corrupt, progressive.with { $0.end = [] }.bytes),
        OddFile("bytes behind the end", .decoded, baseline.bytes + [1, 2, 3]),
        OddFile("an end at once", .corrupt, [0xFF, 0xD8, 0xFF, 0xD9]),
        OddFile(
            "as many scans as are read",
            .decoded,
            scans(100 - progressive.segments.count(where: { $0.marker == JPEGFile.sos }))
        ),
        OddFile("thousands of scans", .unsupported, scans(5_000)),
        OddFile(
            "two hundred Exif segments",
            .decoded,
            baseline.with {
                let exif = JPEGFile.Segment(
                    marker: JPEGFile.app1,
                    payload: Array("Exif\0\0".utf8) + [UInt8](repeating: 0, count: 65_000)
                )
                $0.segments.insert(contentsOf: repeatElement(exif, count: 200), at: 0)
            }.bytes
        ),
    ]

    @Test(arguments: frames + segments)
    func `what is wrong with a JPEG file decides what becomes of it`(file: OddFile) {
        #expect(Verdict(file.bytes) == file.verdict)
    }

    @Test func `a refusal names what is not supported`() {
        #expect(throws: ReferenceImageError.unsupported("more than 100 scans")) {
            try ReferenceImage.decode(Self.scans(200))
        }
        #expect(throws: ReferenceImageError.unsupported("Empty JPEG image (DNL not supported)")) {
            try ReferenceImage.decode(Self.baseline.announcing(width: 48, height: 0).bytes)
        }
    }
}
