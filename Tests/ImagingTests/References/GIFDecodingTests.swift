import TestSupport
import Testing

@testable import Imaging

@Suite struct GIFDecodingTests {
    private static let red: [UInt8] = [200, 10, 20]
    private static let green: [UInt8] = [30, 210, 40]
    private static let white: [UInt8] = [255, 255, 255]
    /// Two colours.
    private static let colors = red + green

    private func decoded(_ writer: GIFWriter) throws -> [UInt8] {
        let image = try ReferenceImage.decode(writer.bytes)
        #expect((image.width, image.height) == (writer.width, writer.height))
        return image.pixels
    }

    @Test func `a file of another program is read exactly`() throws {
        let image = try ReferenceImage.decode(Fixture.bytes("imaging/interlaced.gif"))
        let expected = (0..<32).flatMap { y -> [UInt8] in
            (0..<48).flatMap { x -> [UInt8] in [UInt8(15 * (x / 3)), UInt8(14 * (y / 2)), 128] }
        }
        #expect(image.pixels == expected)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 9, 64], [false, true])
    func `rows of every height are in order, interlaced or not`(height: Int, isInterlaced: Bool) throws {
        let colors = (0..<64).flatMap { number -> [UInt8] in [UInt8(number), UInt8(200 - number), 9] }
        let pixels = (0..<height).flatMap { y -> [UInt8] in [UInt8(y), 0, UInt8(y)] }
        let frame = GIFWriter.Frame(
            width: 3,
            height: height,
            isInterlaced: isInterlaced,
            codeSize: 6,
            pixels: pixels
        )
        let file = GIFWriter(width: 3, height: height, colors: colors, frames: [frame])
        #expect(try decoded(file) == pixels.flatMap { colors[Int($0) * 3..<Int($0) * 3 + 3] })
    }

    @Test func `codes grow to twelve bits and begin again`() throws {
        var random = SeededRandom(key: 1, part: "noise")
        let pixels = (0..<20_000).map { _ in UInt8(random.number(in: 0...255)) }
        let colors = (0..<256).flatMap { number -> [UInt8] in Array(repeating: UInt8(number), count: 3) }
        let frame = GIFWriter.Frame(width: 200, height: 100, pixels: pixels)
        let file = GIFWriter(width: 200, height: 100, colors: colors, frames: [frame])
        #expect(try decoded(file) == pixels.flatMap { Array(repeating: $0, count: 3) })
    }

    @Test func `a frame smaller than the screen lies on white`() throws {
        let frame = GIFWriter.Frame(left: 1, top: 1, width: 2, height: 1, codeSize: 2, pixels: [0, 1])
        let file = GIFWriter(width: 4, height: 3, colors: Self.colors, frames: [frame])
        let (row, white) = (Self.white + Self.red + Self.green + Self.white, Array(repeating: UInt8(255), count: 12))
        #expect(try decoded(file) == white + row + white)
    }

    @Test func `the transparent colour is white`() throws {
        let frame = GIFWriter.Frame(width: 3, height: 1, transparent: 0, codeSize: 2, pixels: [1, 0, 1])
        let file = GIFWriter(width: 3, height: 1, colors: Self.colors, frames: [frame])
        #expect(try decoded(file) == Self.green + Self.white + Self.green)
    }

    @Test func `a frame's own colours go before the common ones`() throws {
        let frame = GIFWriter.Frame(width: 2, height: 1, colors: Self.green + Self.red, codeSize: 2, pixels: [0, 1])
        #expect(try decoded(GIFWriter(width: 2, height: 1, frames: [frame])) == Self.green + Self.red)
        #expect(
            try decoded(GIFWriter(width: 2, height: 1, colors: Self.colors, frames: [frame])) == Self.green + Self.red
        )
    }

    @Test func `an animation is its first frame`() throws {
        let first = GIFWriter.Frame(width: 1, height: 1, codeSize: 2, pixels: [0])
        let second = GIFWriter.Frame(width: 1, height: 1, codeSize: 2, pixels: [1])
        let file = GIFWriter(width: 1, height: 1, colors: Self.colors, frames: [first, second])
        #expect(try decoded(file) == Self.red)
    }
}
