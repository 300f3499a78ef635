/// One row of 8-bit RGB pixels that is being painted.
///
/// What is painted outside the row is cut off.
struct RowCanvas {
    /// How wide the row is, in pixels.
    let width: Int
    private let pixels: UnsafeMutablePointer<UInt8>

    /// Paints on `width` × 3 bytes that outlive the canvas.
    init(pixels: UnsafeMutablePointer<UInt8>, width: Int) {
        self.pixels = pixels
        self.width = width
    }

    /// The colour of one pixel within the row.
    subscript(x: Int) -> Color {
        get {
            let pixel = pixels + x &* 3
            return Color(red: Int(pixel[0]), green: Int(pixel[1]), blue: Int(pixel[2]))
        }
        nonmutating set {
            let pixel = pixels + x &* 3
            pixel[0] = newValue.red
            pixel[1] = newValue.green
            pixel[2] = newValue.blue
        }
    }

    /// Fills whole pixels with one colour.
    func fill(_ range: Range<Int>, _ color: Color) {
        let start = max(range.lowerBound, 0)
        var count = min(range.upperBound, width) - start
        guard count > 0 else { return }
        var target = pixels + start * 3
        if count < 8 {
            while count > 0 {
                target[0] = color.red
                target[1] = color.green
                target[2] = color.blue
                target += 3
                count -= 1
            }
            return
        }
        // Eight pixels are three words: the colour repeats every 24 bytes. The last block ends where the run ends,
        // over what may be there already.
        let packed = UInt64(color.red) | UInt64(color.green) << 8 | UInt64(color.blue) << 16
        let first = (packed | packed << 24 | packed << 48).littleEndian
        let second = (packed >> 16 | packed << 8 | packed << 32 | packed << 56).littleEndian
        let third = (packed >> 8 | packed << 16 | packed << 40).littleEndian
        let raw = UnsafeMutableRawPointer(target)
        if count < 16 {
            for block in [raw, raw + (count - 8) * 3] {
                block.storeBytes(of: first, as: UInt64.self)
                block.storeBytes(of: second, toByteOffset: 8, as: UInt64.self)
                block.storeBytes(of: third, toByteOffset: 16, as: UInt64.self)
            }
            return
        }
        let wide = (SIMD2(first, second), SIMD2(third, first), SIMD2(second, third))
        let last = raw + (count - 16) * 3
        var block = raw
        while block < last {
            block.storeBytes(of: wide.0, as: SIMD2<UInt64>.self)
            block.storeBytes(of: wide.1, toByteOffset: 16, as: SIMD2<UInt64>.self)
            block.storeBytes(of: wide.2, toByteOffset: 32, as: SIMD2<UInt64>.self)
            block += 48
        }
        last.storeBytes(of: wide.0, as: SIMD2<UInt64>.self)
        last.storeBytes(of: wide.1, toByteOffset: 16, as: SIMD2<UInt64>.self)
        last.storeBytes(of: wide.2, toByteOffset: 32, as: SIMD2<UInt64>.self)
    }

    /// Fills the whole row.
    func fill(_ color: Color) {
        fill(0..<width, color)
    }

    /// Lays a colour over one pixel, covering `coverage` 256ths of it.
    func blend(_ x: Int, _ color: Color, coverage: Int) {
        let coverage = Self.steps(coverage)
        guard x >= 0, x < width, coverage > 0 else { return }
        let target = pixels + x * 3
        target[0] = Self.over(target[0], color.red, coverage)
        target[1] = Self.over(target[1], color.green, coverage)
        target[2] = Self.over(target[2], color.blue, coverage)
    }

    /// Paints one colour up to an edge and the beginning of the next, and returns where the edge ends.
    ///
    /// Everything is in 256ths of a pixel: `start` is where the last edge ended, and from `edge` − `softness` to
    /// `edge` + `softness` one colour turns into the other.
    func step(from start: Int, at edge: Int, softness: Int, _ color: Color, _ next: Color) -> Int {
        let reach = max(softness, 128)
        let first = start >> 8
        let softStart = max((edge - reach) >> 8, first)
        let softEnd = max((edge + reach) >> 8 + 1, first)
        fill(first..<softStart, color)
        // From 0 to 256 over the soft part.
        let slope = (128 << 16) / reach
        for x in (softStart..<softEnd).clamped(to: 0..<width) {
            let passed = ((x << 8 + 128 - edge) * slope) >> 16 + 128
            self[x] = color.mixed(with: next, Self.steps(min(max(passed, 0), 256)) << 8)
        }
        return softEnd << 8
    }

    /// Coverage, in 256ths, rounded to eighths: edges look no worse, and neighbours of one colour take fewer bytes in
    /// the file.
    private static func steps(_ coverage: Int) -> Int {
        (coverage + 16) & ~31
    }

    private static func over(_ below: UInt8, _ above: UInt8, _ coverage: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: Int(below) + ((Int(above) - Int(below)) * coverage + 128) >> 8)
    }
}
