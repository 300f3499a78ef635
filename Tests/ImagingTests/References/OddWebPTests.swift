import TestSupport
import Testing

@testable import Imaging

@Suite struct OddWebPTests {
    private static let lossy = WebPFile(Fixture.bytes("imaging/lossy.webp"))
    private static let lossless = WebPFile(Fixture.bytes("imaging/lossless.webp"))
    private static let lossyAlpha = WebPFile(Fixture.bytes("imaging/lossy-alpha.webp"))

    /// The file with bytes of its first chunk changed.
    private static func changed(_ file: WebPFile, at place: Int, _ bytes: [UInt8]) -> [UInt8] {
        var file = file
        file.chunks[0].payload.replaceSubrange(place..<place + bytes.count, with: bytes)
        return file.bytes
    }

    private static func animation(_ frames: [WebPFile.Chunk]) -> [UInt8] {
        WebPFile.animation(width: 48, height: 32, frames: frames).bytes
    }

    /// The lossy picture behind the header of an extended file.
    private static func extended(_ features: [WebPFile.Feature] = [], width: Int, height: Int) -> [UInt8] {
        WebPFile(chunks: [WebPFile.header(features, width: width, height: height)] + lossy.chunks).bytes
    }

    private static let headers: [OddFile] = [
        // Of a lossy picture: the frame's tag (3), a start code (3), width and height in 14 bits each (RFC 6386, 9.1).
        OddFile("lossy sides of 16,383", .tooManyPixels, changed(lossy, at: 6, [0xFF, 0x3F, 0xFF, 0x3F])),
        OddFile("a lossy width of 0", .corrupt, changed(lossy, at: 6, [0, 0])),
        OddFile("a lossy height of 0", .corrupt, changed(lossy, at: 8, [0, 0])),
        OddFile("a lossy picture without its start code", .corrupt, changed(lossy, at: 3, [0])),
        OddFile("a lossy picture that builds on another", .corrupt, changed(lossy, at: 0, [0xF1])),
        OddFile("lossy pixels that are missing", .corrupt, changed(lossy, at: 6, [0xA0, 0x0F, 0xA0, 0x0F])),
        // Of a lossless one: a signature, then width − 1 and height − 1 in 14 bits each, alpha, and a version of 0.
        OddFile("lossless sides of 16,384", .tooManyPixels, changed(lossless, at: 1, [0xFF, 0xFF, 0xFF, 0x0F])),
        OddFile("a lossless picture without its signature", .corrupt, changed(lossless, at: 0, [0x2E])),
        OddFile("a lossless picture of another version", .corrupt, changed(lossless, at: 4, [0x20])),
        OddFile("lossless pixels that are missing", .corrupt, changed(lossless, at: 1, [0xA0, 0x0F, 0xE8, 0x03])),
        OddFile("a canvas of 2²⁴ by 2²⁴", .corrupt, extended(width: 1 << 24, height: 1 << 24)),
        OddFile("a canvas of 65,535 by 65,535", .tooManyPixels, extended([.animation], width: 65_535, height: 65_535)),
        OddFile("a canvas of another size than the picture", .corrupt, extended(width: 47, height: 32)),
        OddFile(
            "a header too short",
            .corrupt,
            WebPFile(chunks: [WebPFile.Chunk(kind: "VP8X", payload: [0, 0])]).bytes
        ),
    ]

    private static let chunks: [OddFile] = [
        OddFile("no picture", .corrupt, WebPFile(chunks: []).bytes),
        OddFile(
            "a header and no picture",
            .corrupt,
            WebPFile(chunks: [WebPFile.header([], width: 48, height: 32)]).bytes
        ),
        OddFile("a picture of no bytes", .corrupt, WebPFile(chunks: [WebPFile.Chunk(kind: "VP8 ", payload: [])]).bytes),
        OddFile("a file that says it is empty", .corrupt, Array("RIFF\0\0\0\0WEBP".utf8) + lossy.bytes.dropFirst(12)),
        OddFile(
            "a file that says it is shorter",
            .corrupt,
            Array("RIFF\u{40}\0\0\0WEBP".utf8) + lossy.bytes.dropFirst(12)
        ),
        OddFile(
            "a file that says it is longer",
            .corrupt,
            Array("RIFF\0\0\u{1}\0WEBP".utf8) + lossy.bytes.dropFirst(12)
        ),
        OddFile("bytes behind the end", .decoded, lossy.bytes + [1, 2, 3]),
        OddFile(
            "alpha that cannot be read",
            .corrupt,
            WebPFile(
                chunks: lossyAlpha.chunks.map { chunk in
                    chunk.kind == "ALPH"
                        ? WebPFile.Chunk(kind: "ALPH", payload: [3] + chunk.payload.dropFirst()) : chunk
                }
            ).bytes
        ),
        OddFile(
            "unknown chunks",
            .decoded,
            WebPFile(
                chunks: [WebPFile.header([], width: 48, height: 32), WebPFile.Chunk(kind: "abcd", payload: [1])]
                    + lossy.chunks
            ).bytes
        ),
        OddFile(
            "an Exif chunk longer than the file",
            .decoded,
            extended([.exif], width: 48, height: 32)
                + Array("EXIF".utf8) + [255, 255, 255, 255]
        ),
    ]

    private static let animations: [OddFile] = [
        OddFile("an animation", .decoded, animation([WebPFile.frame(width: 48, height: 32, lossy.chunks)])),
        OddFile("an animation without frames", .corrupt, animation([])),
        OddFile("a frame too short", .corrupt, animation([WebPFile.Chunk(kind: "ANMF", payload: [0, 0, 0])])),
        OddFile("a frame without a picture", .corrupt, animation([WebPFile.frame(width: 48, height: 32, [])])),
        OddFile(
            "a frame outside the canvas",
            .corrupt,
            animation([WebPFile.frame(left: 2, width: 48, height: 32, lossy.chunks)])
        ),
        OddFile(
            "a frame far outside the canvas",
            .corrupt,
            animation([
                WebPFile.frame(left: 0x1FF_FFFE, top: 0x1FF_FFFE, width: 1 << 24, height: 1 << 24, lossy.chunks)
            ])
        ),
        OddFile(
            "a frame of another size than its picture",
            .corrupt,
            animation([
                WebPFile.frame(width: 40, height: 32, lossy.chunks)
            ])
        ),
    ]

    @Test(arguments: headers + chunks + animations)
    func `what is wrong with a WebP file decides what becomes of it`(file: OddFile) {
        #expect(Verdict(file.bytes) == file.verdict)
    }
}
