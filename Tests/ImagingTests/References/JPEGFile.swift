/// A JPEG file as its segments, to be put together in order or out of it (ITU-T T.81, annex B).
struct JPEGFile {
    struct Segment {
        /// The byte after 0xFF.
        var marker: UInt8
        var payload: [UInt8]
        /// The entropy-coded data behind a start of scan.
        var data: [UInt8] = []
    }

    static let (app0, app1, app14, dqt, dht, sos): (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) = (
        0xE0, 0xE1, 0xEE, 0xDB, 0xC4, 0xDA
    )

    /// What stands between the start and the end of the image.
    var segments: [Segment] = []
    /// The end of the image.
    var end: [UInt8] = [0xFF, 0xD9]

    /// Takes a sound file apart.
    init(_ bytes: [UInt8]) {
        var position = 2
        while bytes[position + 1] != 0xD9 {
            let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
            let payload = Array(bytes[position + 4..<position + 2 + length])
            let start = position + 2 + length
            let marker = bytes[position + 1]
            position = start
            // Within coded data, 0xFF stands before a zero or a restart's number; no marker does anywhere else.
            while bytes[position] != 0xFF || bytes[position + 1] == 0 || (0xD0...0xD7).contains(bytes[position + 1]) {
                position += 1
            }
            segments.append(Segment(marker: marker, payload: payload, data: Array(bytes[start..<position])))
        }
    }

    var bytes: [UInt8] {
        [0xFF, 0xD8] + segments.flatMap(Self.bytes(of:)) + end
    }

    static func bytes(of segment: Segment) -> [UInt8] {
        let length = segment.payload.count + 2
        return [0xFF, segment.marker, UInt8(length >> 8), UInt8(length & 0xFF)] + segment.payload + segment.data
    }

    /// The place of the frame header, whatever its kind.
    var frame: Int { segments.firstIndex { (0xC0...0xCF).contains($0.marker) && $0.marker != Self.dht } ?? 0 }

    /// The place of the first segment of a kind.
    func index(of marker: UInt8) -> Int {
        segments.firstIndex { $0.marker == marker } ?? 0
    }

    /// The file after a change, for cases that read as one expression.
    func with(_ change: (inout JPEGFile) -> Void) -> JPEGFile {
        var copy = self
        change(&copy)
        return copy
    }

    /// Without the segments of a kind.
    func without(_ marker: UInt8) -> JPEGFile {
        with { $0.segments.removeAll { $0.marker == marker } }
    }

    /// With a frame header that announces another size.
    func announcing(width: UInt16, height: UInt16) -> JPEGFile {
        with {
            $0.segments[frame].payload.replaceSubrange(
                1..<5,
                with: [UInt8(height >> 8), UInt8(height & 0xFF), UInt8(width >> 8), UInt8(width & 0xFF)]
            )
        }
    }
}
