/// Writes PNG files of any colour type, depth and interlacing, for the decoder to read.
///
/// It follows the PNG specification (third edition) in the plainest way: stored deflate blocks and no row filter.
struct PNGWriter {
    enum ColorType: UInt8, CaseIterable {
        case gray = 0, rgb = 2, palette = 3, grayAlpha = 4, rgba = 6

        var channels: Int {
            switch self {
            case .gray, .palette: 1
            case .grayAlpha: 2
            case .rgb: 3
            case .rgba: 4
            }
        }

        var depths: [Int] {
            switch self {
            case .gray: [1, 2, 4, 8, 16]
            case .palette: [1, 2, 4, 8]
            case .rgb, .grayAlpha, .rgba: [8, 16]
            }
        }
    }

    var width: Int
    var height: Int
    var colorType: ColorType
    var depth: Int
    var isInterlaced = false
    /// Chunks between the header and the pixels.
    var extra: [PNGFile.Chunk] = []

    /// The file, its samples given by column, row and channel within 0…2^depth − 1.
    func file(_ sample: (_ x: Int, _ y: Int, _ channel: Int) -> Int) -> PNGFile {
        var raw: [UInt8] = []
        for pass in isInterlaced ? Self.adam7 : [(0, 0, 1, 1)] {
            let columns = Array(stride(from: pass.0, to: width, by: pass.2))
            guard !columns.isEmpty else { continue }
            for y in stride(from: pass.1, to: height, by: pass.3) {
                raw.append(0)
                var bits = 0
                var count = 0
                for x in columns {
                    for channel in 0..<colorType.channels {
                        bits = bits << depth | sample(x, y, channel)
                        count += depth
                        while count >= 8 {
                            raw.append(UInt8(truncatingIfNeeded: bits >> (count - 8)))
                            count -= 8
                        }
                    }
                }
                if count > 0 { raw.append(UInt8(truncatingIfNeeded: bits << (8 - count))) }
            }
        }
        return PNGFile(chunks: [header] + extra + [("IDAT", zlibStream(of: raw)), ("IEND", [])])
    }

    private var header: PNGFile.Chunk {
        let sides = bigEndian(UInt32(width)) + bigEndian(UInt32(height))
        return ("IHDR", sides + [UInt8(depth), colorType.rawValue, 0, 0, isInterlaced ? 1 : 0])
    }

    private static let adam7 = [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
    ]
}
