import Testing

@testable import Imaging

@Suite struct ReceiptMetadataTests {
    private static let encodings = [ImageEncoding.png, .jpeg(quality: 90)]

    private static let drawn: Result<ReferenceImage, any Error> = Result {
        try picture(Recipe(prompt: "night sea", seed: 4, width: 160, height: 90), identifier: sampleReceipt.recipe)
    }

    /// A picture with a strip, encoded.
    private func file(as encoding: ImageEncoding, receipt: String?) throws -> [UInt8] {
        try ImagingTests.file(of: Self.drawn.get(), as: encoding, receipt: receipt)
    }

    @Test func `a PNG file carries the receipt as an uncompressed text before its pixels`() throws {
        let file = try file(as: .png, receipt: sampleReceipt.json)
        let text = Array("fauxto\0\0\0\0\0\(sampleReceipt.json)".utf8)
        // The signature and the header come first, 33 bytes.
        let chunk = PNGFile.bytes(of: ("iTXt", text))
        #expect(file[33..<33 + chunk.count].elementsEqual(chunk))
        #expect(file[33 + chunk.count + 4..<33 + chunk.count + 8].elementsEqual("IDAT".utf8))
    }

    @Test func `a JPEG file carries the receipt as a comment right after its JFIF header`() throws {
        let file = try file(as: .jpeg(quality: 90), receipt: sampleReceipt.json)
        let count = sampleReceipt.json.utf8.count
        // "Start of image" and the JFIF segment take 20 bytes.
        let marker: [UInt8] = [0xFF, 0xFE, UInt8((count + 2) >> 8), UInt8((count + 2) & 0xFF)]
        #expect(file[20..<24].elementsEqual(marker))
        #expect(file[24..<24 + count].elementsEqual(sampleReceipt.json.utf8))
        #expect(file[24 + count..<26 + count].elementsEqual([0xFF, 0xDB]))
    }

    @Test(arguments: encodings)
    func `a file without a receipt differs in nothing else`(encoding: ImageEncoding) throws {
        let (with, without) = (
            try file(as: encoding, receipt: sampleReceipt.json), try file(as: encoding, receipt: nil)
        )
        let framing = encoding == .png ? 12 + 11 : 4
        #expect(with.count == without.count + framing + sampleReceipt.json.utf8.count)
        #expect(try ReferenceImage.decode(with) == ReferenceImage.decode(without))
    }

    @Test(arguments: encodings)
    func `the receipt is found in the metadata, even where the pixels are cut off`(encoding: ImageEncoding) throws {
        let file = try file(as: encoding, receipt: sampleReceipt.json)
        #expect(try FoundReceipt.find(in: file) == .metadata(sampleReceipt))
        #expect(try FoundReceipt.find(in: Array(file.prefix(sampleReceipt.json.utf8.count + 100))) != nil)
    }

    @Test(arguments: encodings)
    func `without metadata the recipe is found in the pixels`(encoding: ImageEncoding) throws {
        let found = try FoundReceipt.find(in: try file(as: encoding, receipt: nil))
        #expect(found == .pixels(recipe: sampleReceipt.recipe))
        #expect(found?.json == #"{"recipe":"0123456789abcdef"}"#)
    }

    @Test(arguments: encodings, ["", "a comment of someone's", "{\"fauxto\":\"0.1.0\"}"])
    func `a text that is no receipt is passed over`(encoding: ImageEncoding, text: String) throws {
        let found = try FoundReceipt.find(in: try file(as: encoding, receipt: text))
        #expect(found == .pixels(recipe: sampleReceipt.recipe))
    }

    @Test func `a text whose check does not hold is passed over`() throws {
        var file = try file(as: .png, receipt: sampleReceipt.json)
        // The last digit of the recipe.
        let last = try #require(file.indices.first { file[$0...].starts(with: "cdef\"}".utf8) }) + 3
        file[last] = UInt8(ascii: "e")
        #expect(PNGText.texts(under: "fauxto", in: file).isEmpty)
    }

    @Test func `other chunks and other texts of a PNG file are passed over`() throws {
        var writer = PNGWriter(width: 4, height: 4, colorType: .gray, depth: 8)
        let json = Array(sampleReceipt.json.utf8)
        let compressed = Array("fauxto\0\u{1}\0\0\0".utf8) + json
        writer.extra = [
            ("gAMA", [0, 0, 0xB1, 0x8F]), ("tEXt", Array("fauxto\0".utf8) + json), ("iTXt", []), ("iTXt", compressed),
            ("iTXt", Array("fauxtone\0\0\0\0\0".utf8) + json),
        ]
        #expect(try FoundReceipt.find(in: writer.file { x, _, _ in x }.bytes) == nil)
        writer.extra.append(("iTXt", Array("fauxto\0\0\0\0\0".utf8) + json))
        #expect(try FoundReceipt.find(in: writer.file { x, _, _ in x }.bytes) == .metadata(sampleReceipt))
    }

    @Test func `other segments, other comments and fill bytes of a JPEG file are passed over`() throws {
        let file = try file(as: .jpeg(quality: 90), receipt: sampleReceipt.json)
        let others: [UInt8] = [0xFF, 0xFE, 0, 4, 0x68, 0x69, 0xFF, 0xEC, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF]
        #expect(
            try FoundReceipt.find(in: Array(file[..<20]) + others + Array(file[20...])) == .metadata(sampleReceipt)
        )
    }

    @Test func `a comment is not looked for behind the start of a scan`() {
        let comment: [UInt8] = [0xFF, 0xFE, 0, 4, 0x68, 0x69]
        #expect(JPEGComments.comments(in: [0xFF, 0xD8, 0xFF, 0xE1, 0, 2] + comment).map(Array.init) == [[0x68, 0x69]])
        #expect(JPEGComments.comments(in: [0xFF, 0xD8, 0xFF, 0xDA, 0, 2] + comment).isEmpty)
    }

    @Test(arguments: [0, 1, 7, 0xFFFF] as [UInt16])
    func `a segment of a length that cannot be ends the search`(length: UInt16) {
        let comment: [UInt8] = [0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 0xFF), 0, 0, 0, 0]
        #expect(JPEGComments.comments(in: [0xFF, 0xD8] + comment).isEmpty)
    }

    @Test func `a text too long for a JPEG comment is refused`() throws {
        let longest = String(repeating: "x", count: 65_533)
        let file = try file(as: .jpeg(quality: 90), receipt: longest)
        #expect(JPEGComments.comments(in: file).map(\.count) == [65_533])
        #expect(throws: ImagingError.self) { try self.file(as: .jpeg(quality: 90), receipt: longest + "x") }
    }

    @Test(arguments: encodings)
    func `a file that ends anywhere or holds anything is read without harm`(encoding: ImageEncoding) throws {
        let file = try file(as: encoding, receipt: sampleReceipt.json)
        let head = sampleReceipt.json.utf8.count + 80
        for count in 0..<head {
            let found = try? FoundReceipt.find(in: Array(file.prefix(count)))
            #expect(found == nil || found == .metadata(sampleReceipt))
        }
        var random = SeededRandom(key: 1, part: "damage")
        for _ in 0..<200 {
            var broken = file
            for _ in 0..<random.number(in: 1...4) {
                broken[random.number(in: 0...head)] = UInt8(random.number(in: 0...255))
            }
            _ = try? FoundReceipt.find(in: broken, limits: ReferenceImage.Limits(pixels: 20_000))
        }
    }

    @Test(arguments: [0x7FFF_FFFF, 0xFFFF_FFFF, 0x8000_0000] as [UInt32])
    func `a chunk that claims more than there is ends the search`(length: UInt32) {
        let chunk = bigEndian(length) + Array("iTXtfauxto\0\0\0\0\0{}".utf8) + [0, 0, 0, 0]
        #expect(PNGText.texts(under: "fauxto", in: PNGFile.signature + chunk).isEmpty)
    }

    @Test(arguments: ["", "\u{89}PNG", "hello", "GIF89a....."])
    func `what is no PNG or JPEG file is refused`(text: String) {
        #expect(throws: ReferenceImageError.self) { try FoundReceipt.find(in: Array(text.utf8)) }
    }

    @Test func `what is printed of a receipt is printable`() {
        var receipt = sampleReceipt
        receipt.model = "\u{1B}[2J\nvendor: other"
        let found = FoundReceipt.metadata(receipt)
        let (names, values) = (found.members.map(\.name), found.members.map(\.value))
        #expect(
            names == [
                "fauxto", "vendor", "model", "request", "promptSHA256", "seed", "index", "count", "width", "height",
                "strength", "recipe",
            ]
        )
        #expect(values[2] == #"\u001b[2J\nvendor: other"#)
        #expect(values[5] == "4211908276")
        #expect(values[11] == "0123456789abcdef")
    }
}
