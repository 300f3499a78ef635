import TestSupport
import Testing

@testable import Imaging

@Suite struct ReferenceLimitTests {
    @Test func `too many bytes are refused unread`() {
        let limits = ReferenceImage.Limits(bytes: 99)
        #expect(throws: ReferenceImageError.tooManyBytes(count: 100, limit: 99)) {
            try ReferenceImage.decode([UInt8](repeating: 0, count: 100), limits: limits)
        }
    }

    @Test(arguments: [
        "baseline.jpg", "progressive.jpg", "lossy.webp", "lossless-alpha.webp", "animated.webp", "interlaced.gif",
    ])
    func `a picture of as many pixels as the limit is read, and one of more is not`(name: String) throws {
        let bytes = Fixture.bytes("imaging/\(name)")
        #expect(Verdict(bytes, limits: ReferenceImage.Limits(pixels: 48 * 32)) == .decoded)
        #expect(throws: ReferenceImageError.tooManyPixels(width: 48, height: 32, limit: 1_535)) {
            try ReferenceImage.decode(bytes, limits: ReferenceImage.Limits(pixels: 1_535))
        }
    }

    @Test(arguments: [
        ("", ReferenceImageError.notAnImage), ("<html>", .notAnImage), ("%PDF-1.7", .notAnImage),
        ("GIF88a", .notAnImage), ("RIFF....WAVE", .notAnImage),
        ("....ftypavif", .unsupported("AVIF is not read, only PNG, JPEG, WebP and GIF")),
        ("....ftypheic", .unsupported("HEIC is not read, only PNG, JPEG, WebP and GIF")),
        ("II*\0", .unsupported("TIFF is not read, only PNG, JPEG, WebP and GIF")),
        ("BM....\0\0\0\0", .unsupported("BMP is not read, only PNG, JPEG, WebP and GIF")),
    ])
    func `what is not read is named`(text: String, error: ReferenceImageError) {
        #expect(throws: error) { try ReferenceImage.decode(Array(text.utf8)) }
    }

    @Test func `errors read as sentences`() {
        #expect(
            ReferenceImageError.tooManyPixels(width: 9, height: 8, limit: 7).description
                == "The image has 9×8 pixels, and at most 7 pixels are accepted."
        )
        #expect(
            ReferenceImageError.sideTooLong(width: 20_000, height: 8).description
                == "The image has 20000×8 pixels, and a side of at most 16384 is accepted."
        )
        #expect(
            ImagingError.unsupportedSize(width: 0, height: 8).description
                == "A picture of 0×8 pixels cannot be drawn: each side must be 1 to 16384 pixels."
        )
    }
}
