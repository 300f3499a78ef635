import TestSupport
import Testing

@testable import Imaging

@Suite struct JPEGDecodingTests {
    @Test(arguments: [
        ("baseline", 12), ("progressive", 12), ("grayscale", 12), ("cmyk", 12), ("ycck", 12), ("arithmetic", 12),
        ("restarts", 12), ("subsampled-422", 16), ("subsampled-420", 16),
    ])
    func `JPEG of every kind is read`(name: String, tolerance: Int) throws {
        let image = try ReferenceImage.decode(Fixture.bytes("imaging/\(name).jpg"))
        #expect(image.width == 48)
        #expect(image.height == 32)
        #expect(difference(image.pixels, rampPixels(isGray: name == "grayscale")).largest <= tolerance)
    }

    @Test func `CMYK without Adobe's marker is ink as it stands`() throws {
        // The file holds complements, so that its full black is no ink with the marker, and full ink without.
        let file = JPEGFile(Fixture.bytes("imaging/cmyk.jpg"))
        let image = try ReferenceImage.decode(file.without(JPEGFile.app14).bytes)
        #expect(image.pixels.allSatisfy { $0 <= 3 })
    }

    @Test func `the standard tables stand in for missing ones`() throws {
        // As in the frames of a motion JPEG, which leave them out.
        let file = JPEGFile(Fixture.bytes("imaging/baseline.jpg"))
        let image = try ReferenceImage.decode(file.without(JPEGFile.dht).bytes)
        #expect(try image == ReferenceImage.decode(file.bytes))
    }
}
