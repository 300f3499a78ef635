/// A WebP file as its chunks, to be put together in order or out of it (RFC 9649).
struct WebPFile {
    struct Chunk {
        var kind: String
        var payload: [UInt8]

        var bytes: [UInt8] {
            Array(kind.utf8) + littleEndian(payload.count, 4) + payload + (payload.count % 2 == 1 ? [0] : [])
        }
    }

    var chunks: [Chunk]

    init(chunks: [Chunk]) {
        self.chunks = chunks
    }

    /// Takes a sound file apart.
    init(_ bytes: [UInt8]) {
        chunks = []
        var rest = bytes.dropFirst(12)
        while rest.count >= 8 {
            let head = Array(rest.prefix(8))
            let count = Int(head[4]) | Int(head[5]) << 8 | Int(head[6]) << 16
            let payload = Array(rest.dropFirst(8).prefix(count))
            chunks.append(Chunk(kind: String(decoding: head[..<4], as: UTF8.self), payload: payload))
            rest = rest.dropFirst(8 + count + count % 2)
        }
    }

    var bytes: [UInt8] {
        let body = Array("WEBP".utf8) + chunks.flatMap { $0.bytes }
        return Array("RIFF".utf8) + littleEndian(body.count, 4) + body
    }

    /// What an extended file announces (RFC 9649, 2.7).
    enum Feature: UInt8 {
        case animation = 0x02, exif = 0x08, alpha = 0x10
    }

    /// The header of an extended file.
    static func header(_ features: [Feature], width: Int, height: Int) -> Chunk {
        let flags = features.reduce(0) { $0 | $1.rawValue }
        return Chunk(
            kind: "VP8X",
            payload: [flags, 0, 0, 0] + littleEndian(width - 1, 3) + littleEndian(height - 1, 3)
        )
    }

    /// A frame of an animation; its place is even on both axes.
    static func frame(left: Int = 0, top: Int = 0, width: Int, height: Int, _ picture: [Chunk]) -> Chunk {
        let place = littleEndian(left / 2, 3) + littleEndian(top / 2, 3)
        let size = littleEndian(width - 1, 3) + littleEndian(height - 1, 3)
        return Chunk(kind: "ANMF", payload: place + size + [100, 0, 0, 0] + picture.flatMap { $0.bytes })
    }

    static func animation(width: Int, height: Int, frames: [Chunk]) -> WebPFile {
        WebPFile(
            chunks: [header([.animation, .alpha], width: width, height: height)]
                + [Chunk(kind: "ANIM", payload: [0, 0, 0, 0, 0, 0])] + frames
        )
    }
}

func littleEndian(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
