/// A PNG file as its chunks, to be put together in order or out of it.
struct PNGFile {
    typealias Chunk = (type: String, payload: [UInt8])

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    var chunks: [Chunk]

    /// The file, with every length and checksum right.
    var bytes: [UInt8] {
        Self.signature + chunks.flatMap(Self.bytes(of:))
    }

    static func bytes(of chunk: Chunk) -> [UInt8] {
        let body = Array(chunk.type.utf8) + chunk.payload
        return bigEndian(UInt32(chunk.payload.count)) + body + bigEndian(crc32(body))
    }

    /// The payload of the first chunk of a type.
    subscript(type: String) -> [UInt8] {
        get { chunks.first { $0.type == type }?.payload ?? [] }
        set {
            guard let place = index(of: type) else { return }
            chunks[place].payload = newValue
        }
    }

    func index(of type: String) -> Int? {
        chunks.firstIndex { $0.type == type }
    }

    /// The file after a change, for cases that read as one expression.
    func with(_ change: (inout PNGFile) -> Void) -> PNGFile {
        var copy = self
        change(&copy)
        return copy
    }

    /// With a chunk in front of the first one of a type.
    func inserting(_ chunk: Chunk, before type: String) -> PNGFile {
        with { $0.chunks.insert(chunk, at: $0.index(of: type) ?? 0) }
    }

    /// Without the chunks of a type.
    func without(_ type: String) -> PNGFile {
        with { $0.chunks.removeAll { $0.type == type } }
    }
}

func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
}
