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
    var extra: [(type: String, payload: [UInt8])] = []

    /// The file, its samples given by column, row and channel within 0…2^depth − 1.
    func file(_ sample: (_ x: Int, _ y: Int, _ channel: Int) -> Int) -> [UInt8] {
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
        return Self.signature + chunk("IHDR", header) + extra.flatMap { chunk($0.type, $0.payload) }
            + chunk("IDAT", Self.zlib(raw)) + chunk("IEND", [])
    }

    private var header: [UInt8] {
        Self.bigEndian(UInt32(width)) + Self.bigEndian(UInt32(height))
            + [UInt8(depth), colorType.rawValue, 0, 0, isInterlaced ? 1 : 0]
    }

    private func chunk(_ type: String, _ payload: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + payload
        return Self.bigEndian(UInt32(payload.count)) + body + Self.bigEndian(Self.crc(body))
    }

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    private static let adam7 = [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
    ]

    /// A zlib stream of stored blocks.
    private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(65_535)
            let count = UInt16(block.count)
            stream.append(rest.isEmpty ? 1 : 0)
            stream += [UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)]
            stream += block
        } while !rest.isEmpty
        var sum: (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            sum.0 = (sum.0 + UInt32(byte)) % 65_521
            sum.1 = (sum.1 + sum.0) % 65_521
        }
        return stream + bigEndian(sum.1 << 16 | sum.0)
    }

    static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
    }

    static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
