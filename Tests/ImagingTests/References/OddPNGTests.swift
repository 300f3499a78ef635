import Testing

@testable import Imaging

@Suite struct OddPNGTests {
    /// 4 × 3 pixels of grays.
    private static let gray = PNGWriter(width: 4, height: 3, colorType: .gray, depth: 8).file { x, y, _ in x * 60 + y }
    /// 4 × 1 pixels of two colours; the last pixel's number is `last`.
    private static func palette(last: Int = 1) -> PNGFile {
        PNGWriter(
            width: 4,
            height: 1,
            colorType: .palette,
            depth: 8,
            extra: [("PLTE", [10, 20, 30, 40, 50, 60])]
        ).file { x, _, _ in x == 3 ? last : x & 1 }
    }

    private static func header(width: UInt32 = 4, height: UInt32 = 3, _ rest: [UInt8] = [8, 0, 0, 0, 0]) -> [UInt8] {
        gray.with { $0["IHDR"] = bigEndian(width) + bigEndian(height) + rest }.bytes
    }

    /// The file with one byte of a chunk's checksum changed.
    private static func wrongChecksum(_ type: String, in file: PNGFile) -> [UInt8] {
        var bytes = PNGFile.signature
        for chunk in file.chunks {
            bytes += PNGFile.bytes(of: chunk)
            if chunk.type == type { bytes[bytes.count - 1] ^= 1 }
        }
        return bytes
    }

    private static let rows: [UInt8] = (0..<3).flatMap { y in [0] + (0..<4).map { UInt8($0 * 60 + y) } }

    private static let headers: [OddFile] = [
        OddFile("a width of 0", .corrupt, header(width: 0)),
        OddFile("a height of 0", .corrupt, header(height: 0)),
        OddFile("sides of 2³¹", .corrupt, header(width: 1 << 31, height: 1 << 31)),
        OddFile("sides of 2³¹ − 1", .tooManyPixels, header(width: .max >> 1, height: .max >> 1)),
        OddFile("sides of 100,000", .tooManyPixels, header(width: 100_000, height: 100_000)),
        OddFile("more pixels than the limit", .tooManyPixels, header(width: 24_000_001, height: 1)),
        OddFile("a side longer than is read", .sideTooLong, header(width: 16_385, height: 1)),
        OddFile("23 million pixels that are missing", .corrupt, header(width: 4_600, height: 5_000)),
        OddFile("a depth of 3", .corrupt, header([3, 0, 0, 0, 0])),
        OddFile("a depth of 4 for truecolour", .corrupt, header([4, 2, 0, 0, 0])),
        OddFile("an unknown colour type", .corrupt, header([8, 1, 0, 0, 0])),
        OddFile("an unknown compression", .corrupt, header([8, 0, 1, 0, 0])),
        OddFile("an unknown filter method", .corrupt, header([8, 0, 0, 1, 0])),
        OddFile("an unknown interlacing", .corrupt, header([8, 0, 0, 0, 2])),
        OddFile("a header too short", .corrupt, header([8, 0, 0, 0])),
        OddFile("a header too long", .corrupt, header([8, 0, 0, 0, 0, 0])),
        OddFile("no header", .corrupt, gray.without("IHDR").bytes),
        OddFile("two headers", .corrupt, gray.inserting(gray.chunks[0], before: "IDAT").bytes),
        OddFile("a text before the header", .decoded, gray.inserting(("tEXt", [65, 0, 66]), before: "IHDR").bytes),
        OddFile("a palette before the header", .corrupt, palette().with { $0.chunks.swapAt(0, 1) }.bytes),
    ]

    private static let palettes: [OddFile] = [
        OddFile("a sound palette", .decoded, palette().bytes),
        OddFile("no palette", .corrupt, palette().without("PLTE").bytes),
        OddFile("an empty palette", .corrupt, palette().with { $0["PLTE"] = [] }.bytes),
        OddFile("a palette of a colour and a third", .corrupt, palette().with { $0["PLTE"] = [1, 2, 3, 4] }.bytes),
        OddFile(
            "a palette of 257 colours",
            .corrupt,
            palette().with { $0["PLTE"] = Array(repeating: 9, count: 771) }.bytes
        ),
        OddFile("a palette behind the pixels", .corrupt, palette().with { $0.chunks.swapAt(1, 2) }.bytes),
        OddFile("two palettes", .corrupt, palette().inserting(palette().chunks[1], before: "IDAT").bytes),
        OddFile("a colour that the palette lacks", .decoded, palette(last: 200).bytes),
        OddFile(
            "more transparency than colours",
            .decoded,
            palette().inserting(("tRNS", [0, 0, 0]), before: "IDAT").bytes
        ),
        OddFile("transparency before the palette", .decoded, palette().inserting(("tRNS", [0]), before: "PLTE").bytes),
    ]

    private static let pixels: [OddFile] = [
        OddFile(
            "pixels in chunks of one byte",
            .decoded,
            gray.with { file in
                let single = file["IDAT"].map { (type: "IDAT", payload: [$0]) }
                file.chunks.replaceSubrange(1..<2, with: single)
            }.bytes
        ),
        OddFile(
            "empty chunks of pixels",
            .decoded,
            gray.inserting(("IDAT", []), before: "IDAT").inserting(("IDAT", []), before: "IEND").bytes
        ),
        OddFile("no pixels", .corrupt, gray.without("IDAT").bytes),
        OddFile("pixels of no bytes", .corrupt, gray.with { $0["IDAT"] = [] }.bytes),
        OddFile("a row too few", .corrupt, gray.with { $0["IDAT"] = zlibStream(of: Array(rows.dropLast(5))) }.bytes),
        OddFile("a byte too few", .corrupt, gray.with { $0["IDAT"] = zlibStream(of: Array(rows.dropLast())) }.bytes),
        OddFile("a row too many", .decoded, gray.with { $0["IDAT"] = zlibStream(of: rows + rows.prefix(5)) }.bytes),
        OddFile("bytes behind the compressed ones", .decoded, gray.with { $0["IDAT"] += [1, 2, 3] }.bytes),
        OddFile(
            "another chunk between the pixels'",
            .corrupt,
            gray.with {
                let stream = $0["IDAT"]
                $0["IDAT"] = Array(stream.prefix(9))
                $0.chunks.insert(contentsOf: [("tEXt", [65, 0]), ("IDAT", Array(stream.dropFirst(9)))], at: 2)
            }.bytes
        ),
        OddFile(
            "a filter that is none",
            .corrupt,
            gray.with { $0["IDAT"] = zlibStream(of: [5] + rows.dropFirst()) }.bytes
        ),
        OddFile("no zlib stream", .corrupt, gray.with { $0["IDAT"][0] = 0x79 }.bytes),
        OddFile("a wrong checksum of the stream", .corrupt, gray.with { $0["IDAT"][$0["IDAT"].count - 1] ^= 1 }.bytes),
    ]

    private static let chunks: [OddFile] = [
        OddFile("a wrong checksum of the header", .corrupt, wrongChecksum("IHDR", in: gray)),
        OddFile("a wrong checksum of the palette", .corrupt, wrongChecksum("PLTE", in: palette())),
        OddFile("a wrong checksum of the pixels", .corrupt, wrongChecksum("IDAT", in: gray)),
        OddFile("a wrong checksum of the end", .corrupt, wrongChecksum("IEND", in: gray)),
        OddFile(
            "a wrong checksum of a text",
            .decoded,
            wrongChecksum("tEXt", in: gray.inserting(("tEXt", [65, 0, 66]), before: "IDAT"))
        ),
        OddFile("an unknown chunk that must be known", .corrupt, gray.inserting(("ABCD", [1]), before: "IDAT").bytes),
        OddFile(
            "an unknown chunk that need not be known",
            .decoded,
            gray.inserting(("abCd", [1]), before: "IDAT").bytes
        ),
        OddFile("a chunk whose name is no letters", .corrupt, gray.inserting(("a\u{1}cd", [1]), before: "IDAT").bytes),
        OddFile(
            "a chunk longer than the file",
            .corrupt,
            PNGFile.signature + bigEndian(.max >> 1) + Array("tEXt".utf8)
        ),
        OddFile("a chunk of more than 2³¹ bytes", .corrupt, PNGFile.signature + bigEndian(.max) + Array("IHDR".utf8)),
        OddFile("no end", .corrupt, gray.without("IEND").bytes),
        OddFile("an end before the pixels", .corrupt, gray.with { $0.chunks.swapAt(1, 2) }.bytes),
        OddFile("bytes behind the end", .decoded, gray.bytes + [1, 2, 3]),
        OddFile("only a signature", .corrupt, PNGFile.signature),
        OddFile(
            "an animation",
            .decoded,
            gray.inserting(("acTL", [0, 0, 0, 1, 0, 0, 0, 0]), before: "IDAT")
                .inserting(("fdAT", [0, 0, 0, 1] + gray["IDAT"]), before: "IEND").bytes
        ),
        OddFile("Exif data that are none", .decoded, gray.inserting(("eXIf", [1, 2, 3]), before: "IDAT").bytes),
        OddFile("no Exif data in their chunk", .decoded, gray.inserting(("eXIf", []), before: "IDAT").bytes),
        OddFile(
            "Exif data of a megabyte",
            .decoded,
            gray.inserting(("eXIf", Array("II".utf8) + Array(repeating: 0, count: 1 << 20)), before: "IDAT").bytes
        ),
    ]

    @Test(arguments: headers + palettes + pixels + chunks)
    func `what is wrong with a PNG file decides what becomes of it`(file: OddFile) {
        #expect(Verdict(file.bytes) == file.verdict)
    }

    @Test func `a colour that the palette lacks is black`() throws {
        let image = try ReferenceImage.decode(Self.palette(last: 200).bytes)
        #expect(image.pixels == [10, 20, 30, 40, 50, 60, 10, 20, 30, 0, 0, 0])
    }
}
