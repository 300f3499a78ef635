import Testing

@testable import Imaging

@Suite struct OddGIFTests {
    private static let colors: [UInt8] = [10, 20, 30, 40, 50, 60]
    private static let frame = GIFWriter.Frame(width: 2, height: 1, codeSize: 2, pixels: [0, 1])

    /// A file of 2 × 1 pixels with its frame changed.
    private static func changed(_ change: (inout GIFWriter.Frame) -> Void) -> [UInt8] {
        var frame = frame
        change(&frame)
        return GIFWriter(width: 2, height: 1, colors: colors, frames: [frame]).bytes
    }

    private static func screen(_ width: Int, _ height: Int) -> [UInt8] {
        GIFWriter(width: width, height: height, colors: colors, frames: [frame]).bytes
    }

    private static let sound = changed { _ in }

    private static let files: [OddFile] = [
        OddFile("a sound one", .decoded, sound),
        OddFile("a screen of 65,535 by 65,535", .tooManyPixels, screen(65_535, 65_535)),
        OddFile("a screen longer than is read", .sideTooLong, screen(16_385, 1)),
        OddFile("a screen of no width", .corrupt, screen(0, 1)),
        OddFile("a screen of no height", .corrupt, screen(2, 0)),
        OddFile("a frame of 65,535 by 65,535", .corrupt, changed { ($0.width, $0.height) = (65_535, 65_535) }),
        OddFile("a frame beside the screen", .corrupt, changed { $0.left = 1 }),
        OddFile("a frame below the screen", .corrupt, changed { $0.top = 1 }),
        OddFile("a frame of no width", .corrupt, changed { ($0.width, $0.pixels) = (0, []) }),
        OddFile("no colours", .corrupt, GIFWriter(width: 2, height: 1, frames: [frame]).bytes),
        OddFile("no frame", .corrupt, GIFWriter(width: 2, height: 1, colors: colors).bytes),
        OddFile("nothing behind the screen", .corrupt, Array(sound.prefix(13))),
        OddFile("a block that is none", .corrupt, sound.prefix(19) + [0x99]),
        OddFile("a colour that the map lacks", .decoded, changed { $0.pixels = [0, 3] }),
        OddFile("a transparent colour that the map lacks", .decoded, changed { $0.transparent = 200 }),
        OddFile("a code size of 9", .corrupt, changed { ($0.codeSize, $0.data) = (9, [2, 0, 1, 0]) }),
        OddFile("a code size of 255", .corrupt, changed { ($0.codeSize, $0.data) = (255, [2, 0, 1, 0]) }),
        OddFile("no codes", .corrupt, changed { $0.data = [0] }),
        // In three bits each, from the lowest on: clear (4), end (5); clear, 0, then 7, which is not yet known.
        OddFile("codes that end at once", .corrupt, changed { $0.data = [1, 0b00_101_100, 0] }),
        OddFile("a code that is not yet known", .decoded, changed { $0.data = [2, 0b11_000_100, 0b1, 0] }),
        OddFile("pixels without the end of their codes", .decoded, changed { $0.data = [2, 0b01_000_100, 0, 0] }),
        OddFile("codes behind the last pixel", .decoded, changed { $0.pixels = [0, 1, 0, 1, 0, 1] }),
        OddFile("no end of the frame", .corrupt, Array(sound.dropLast(2))),
        OddFile("no end of the file", .decoded, Array(sound.dropLast())),
        OddFile("bytes behind the end", .decoded, sound + [1, 2, 3]),
        OddFile("an empty control block", .decoded, Array(sound.prefix(19)) + [0x21, 0xF9, 0] + sound.dropFirst(19)),
        OddFile(
            "a control block too short",
            .decoded,
            Array(sound.prefix(19)) + [0x21, 0xF9, 1, 1, 0] + sound.dropFirst(19)
        ),
        OddFile("a comment without end", .corrupt, Array(sound.prefix(19)) + [0x21, 0xFE, 255] + sound.dropFirst(19)),
    ]

    @Test(arguments: files)
    func `what is wrong with a GIF file decides what becomes of it`(file: OddFile) {
        #expect(Verdict(file.bytes) == file.verdict)
    }

    @Test func `a colour that the map lacks is black`() throws {
        #expect(try ReferenceImage.decode(Self.changed { $0.pixels = [1, 3] }).pixels == [40, 50, 60, 0, 0, 0])
    }
}
