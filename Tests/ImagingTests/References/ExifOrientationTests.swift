import TestSupport
import Testing

@testable import Imaging

@Suite struct ExifOrientationTests {
    /// A letter at each corner, A B over C D.
    private static let grays: [Character: Int] = ["A": 20, "B": 90, "C": 160, "D": 230]

    /// Four quarters of 32 × 16 pixels each.
    private static let drawn = PNGWriter(width: 64, height: 32, colorType: .gray, depth: 8).file { x, y, _ in
        grays[y < 16 ? (x < 32 ? "A" : "B") : (x < 32 ? "C" : "D")] ?? 0
    }

    /// Which quarters show at the top left, the top right and the bottom left.
    private func corners(of file: [UInt8]) throws -> String {
        let image = try ReferenceImage.decode(file)
        let places = [(2, 2), (image.width - 3, 2), (2, image.height - 3)]
        return String(
            places.map { x, y -> Character in
                let gray = Int(image.pixels[(y * image.width + x) * 3])
                return Self.grays.first { abs($0.value - gray) < 8 }?.key ?? "?"
            }
        ) + (image.width > image.height ? "" : " tall")
    }

    /// The picture as a JPEG file.
    private func jpeg() throws -> JPEGFile {
        let image = try ReferenceImage.decode(Self.drawn.bytes)
        let reference = Recipe.Reference.image(image)
        let recipe = Recipe(prompt: "", seed: 0, width: 64, height: 32, reference: reference, strength: Strength(0))
        return JPEGFile(try encode(Picture(recipe, finish: .none), as: .jpeg(quality: 95)))
    }

    /// A directory with the one tag.
    private func exif(orientation: UInt8, isBigEndian: Bool = true) -> [UInt8] {
        isBigEndian
            ? [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
            : [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
    }

    private let marker = Array("Exif\0\0".utf8)

    private func segment(orientation: UInt8, isBigEndian: Bool = true) -> JPEGFile.Segment {
        let exif = exif(orientation: orientation, isBigEndian: isBigEndian)
        return JPEGFile.Segment(marker: JPEGFile.app1, payload: marker + exif)
    }

    @Test(
        arguments: [
            (1, "ABC"), (2, "BAD"), (3, "DCB"), (4, "CDA"), (5, "ACB tall"), (6, "CAD tall"), (7, "DBC tall"),
            (8, "BDA tall"),
        ] as [(UInt8, String)],
        [true, false]
    )
    func `the orientation is applied`(orientation: (number: UInt8, corners: String), isBigEndian: Bool) throws {
        let jpeg = try jpeg().with {
            $0.segments.insert(segment(orientation: orientation.number, isBigEndian: isBigEndian), at: 0)
        }
        #expect(try corners(of: jpeg.bytes) == orientation.corners)
        let exif = exif(orientation: orientation.number, isBigEndian: isBigEndian)
        #expect(try corners(of: Self.drawn.inserting(("eXIf", exif), before: "IDAT").bytes) == orientation.corners)
    }

    @Test func `it is found wherever it stands in a JPEG file`() throws {
        let jpeg = try jpeg()
        let turned = segment(orientation: 6)
        for place in jpeg.segments.indices {
            #expect(try corners(of: jpeg.with { $0.segments.insert(turned, at: place) }.bytes) == "CAD tall")
        }
        // Other metadata has the same marker; of two Exif segments the first one counts.
        let other = JPEGFile.Segment(marker: JPEGFile.app1, payload: Array("http://ns.adobe.com/xap/1.0/\0<x/>".utf8))
        for others in [[other], [JPEGFile.Segment(marker: JPEGFile.app1, payload: [])]] {
            #expect(
                try corners(of: jpeg.with { $0.segments.insert(contentsOf: others + [turned], at: 0) }.bytes)
                    == "CAD tall"
            )
        }
        let second = segment(orientation: 3)
        #expect(
            try corners(of: jpeg.with { $0.segments.insert(contentsOf: [turned, second], at: 0) }.bytes) == "CAD tall"
        )
    }

    @Test func `it is found before and after the pixels of a PNG file`() throws {
        for place in ["IDAT", "IEND"] {
            let file = Self.drawn.inserting(("eXIf", exif(orientation: 6)), before: place)
            #expect(try corners(of: file.bytes) == "CAD tall")
        }
    }

    @Test func `it is found in a WebP file, with the marker of JPEG or without`() throws {
        let upright = try ReferenceImage.decode(Fixture.bytes("imaging/lossless.webp"))
        for prefix in [[], marker] {
            var file = WebPFile(Fixture.bytes("imaging/lossless.webp"))
            file.chunks.insert(WebPFile.header([.exif], width: 48, height: 32), at: 0)
            file.chunks.append(WebPFile.Chunk(kind: "EXIF", payload: prefix + exif(orientation: 3)))
            #expect(try ReferenceImage.decode(file.bytes).pixels.prefix(3) == upright.pixels.suffix(3))
        }
    }

    @Test func `data out of order count as upright`() {
        let sound = exif(orientation: 6)
        #expect(ExifOrientation(exif: sound) == .turnedLeft)
        for count in 0..<20 {
            #expect(ExifOrientation(exif: Array(sound.prefix(count))) == .upright)
        }
        func changed(_ place: Int, _ bytes: [UInt8]) -> ExifOrientation {
            var exif = sound
            exif.replaceSubrange(place..<place + bytes.count, with: bytes)
            return ExifOrientation(exif: exif)
        }
        #expect(changed(0, [0x49, 0x4D]) == .upright, "neither byte order")
        #expect(changed(3, [43]) == .upright, "no TIFF")
        #expect(changed(4, [0xFF, 0xFF, 0xFF, 0xFF]) == .upright, "a directory outside")
        #expect(changed(8, [0xFF, 0xFF]) == .turnedLeft, "a directory longer than the data, with the tag in reach")
        #expect(changed(8, [0, 0]) == .upright, "an empty directory")
        #expect(changed(10, [0x01, 0x13]) == .upright, "another tag")
        for orientation: UInt8 in [0, 9, 255] { #expect(changed(18, [0, orientation]) == .upright) }
        for length in 0..<40 {
            #expect(ExifOrientation(exif: [UInt8](repeating: 0x4D, count: length)) == .upright)
        }
    }

    @Test func `an Exif segment of the greatest length is read`() throws {
        let padding = [UInt8](repeating: 0x55, count: 65_533 - 6 - 26)
        let long = JPEGFile.Segment(marker: JPEGFile.app1, payload: marker + exif(orientation: 6) + padding)
        #expect(try corners(of: try jpeg().with { $0.segments.insert(long, at: 0) }.bytes) == "CAD tall")
    }
}
