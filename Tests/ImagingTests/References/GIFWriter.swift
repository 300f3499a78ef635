/// Writes GIF files for the decoder to read (GIF89a).
struct GIFWriter {
    /// The logical screen's sides.
    var width: Int
    var height: Int
    /// The global colour map: three bytes a colour, a power of two of them; none when empty.
    var colors: [UInt8] = []
    var frames: [Frame] = []

    struct Frame {
        var left = 0
        var top = 0
        var width: Int
        var height: Int
        var isInterlaced = false
        /// The local colour map.
        var colors: [UInt8] = []
        var transparent: UInt8?
        /// The bits of the first codes, less one.
        var codeSize = 8
        /// Colour numbers in the order of the rows on the screen.
        var pixels: [UInt8]
        /// What stands in the pixels' place, already in blocks; for broken files.
        var data: [UInt8]?
    }

    var bytes: [UInt8] {
        Array("GIF89a".utf8) + Self.word(width) + Self.word(height) + [Self.flags(of: colors), 0, 0] + colors
            + frames.flatMap { $0.bytes } + [0x3B]
    }

    fileprivate static func word(_ number: Int) -> [UInt8] {
        [UInt8(number & 0xFF), UInt8(number >> 8)]
    }

    /// The flag of a colour map and its length: 2^(n + 1) colours.
    fileprivate static func flags(of colors: [UInt8]) -> UInt8 {
        colors.isEmpty ? 0 : 0x80 | UInt8((colors.count / 3).trailingZeroBitCount - 1)
    }
}

extension GIFWriter.Frame {
    fileprivate var bytes: [UInt8] {
        let control: [UInt8] = transparent.map { [0x21, 0xF9, 4, 1, 0, 0, $0, 0] } ?? []
        let place = [left, top, width, height].flatMap(GIFWriter.word)
        let flags = GIFWriter.flags(of: colors) | (isInterlaced ? 0x40 : 0)
        return control + [0x2C] + place + [flags] + colors + [UInt8(codeSize)] + (data ?? blocks)
    }

    /// The compressed pixels in blocks of at most 255 bytes, and the empty block that ends them.
    private var blocks: [UInt8] {
        var blocks: [UInt8] = []
        var rest = lzwCodes(of: storedPixels, codeSize: codeSize)[...]
        while !rest.isEmpty {
            let block = rest.prefix(255)
            blocks += [UInt8(block.count)] + block
            rest = rest.dropFirst(255)
        }
        return blocks + [0]
    }

    private var storedPixels: [UInt8] {
        guard isInterlaced else { return pixels }
        let rows = [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { Array(stride(from: $0.0, to: height, by: $0.1)) }
        return rows.flatMap { pixels[$0 * width..<($0 + 1) * width] }
    }
}

/// LZW as GIF has it: codes of a growing number of bits, from the lowest bit on.
func lzwCodes(of pixels: [UInt8], codeSize: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var pending = 0
    var pendingBits = 0
    let clear = 1 << codeSize
    var bits = codeSize + 1
    func emit(_ code: Int) {
        pending |= code << pendingBits
        pendingBits += bits
        while pendingBits >= 8 {
            bytes.append(UInt8(pending & 0xFF))
            pending >>= 8
            pendingBits -= 8
        }
    }
    var table: [Int: Int] = [:]
    var next = clear + 2
    var current: Int?
    emit(clear)
    for pixel in pixels.map(Int.init) {
        guard let prefix = current else {
            current = pixel
            continue
        }
        if let known = table[prefix << 8 | pixel] {
            current = known
            continue
        }
        emit(prefix)
        if next < 4096 {
            if next == 1 << bits { bits += 1 }
            table[prefix << 8 | pixel] = next
            next += 1
        } else {
            emit(clear)
            table = [:]
            next = clear + 2
            bits = codeSize + 1
        }
        current = pixel
    }
    if let current { emit(current) }
    emit(clear + 1)
    return pendingBits > 0 ? bytes + [UInt8(pending)] : bytes
}
