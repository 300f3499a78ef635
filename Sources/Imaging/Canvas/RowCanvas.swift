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
        let end = min(range.upperBound, width)
        guard start < end else { return }
        guard end - start > 2 else {
            self[start] = color
            self[end - 1] = color
            return
        }
        // Eight pixels are three words, after which all is repeated, and sixteen are three pairs of them. The last word
        // of any run begins a byte into a pixel, as the third of the three does, and may overlap the word before.
        let packed = UInt64(color.red) | UInt64(color.green) << 8 | UInt64(color.blue) << 16
        let first = (packed | packed << 24 | packed << 48).littleEndian
        let second = (packed >> 16 | packed << 8 | packed << 32 | packed << 56).littleEndian
        let third = (packed >> 8 | packed << 16 | packed << 40).littleEndian
        let raw = UnsafeMutableRawPointer(pixels + start * 3)
        let count = (end - start) * 3
        var offset = 0
        if count >= 48 {
            let pairs = (SIMD2(first, second), SIMD2(third, first), SIMD2(second, third))
            while offset + 48 <= count {
                raw.storeBytes(of: pairs.0, toByteOffset: offset, as: SIMD2<UInt64>.self)
                raw.storeBytes(of: pairs.1, toByteOffset: offset + 16, as: SIMD2<UInt64>.self)
                raw.storeBytes(of: pairs.2, toByteOffset: offset + 32, as: SIMD2<UInt64>.self)
                offset += 48
            }
        }
        if offset + 24 <= count {
            raw.storeBytes(of: first, toByteOffset: offset, as: UInt64.self)
            raw.storeBytes(of: second, toByteOffset: offset + 8, as: UInt64.self)
            raw.storeBytes(of: third, toByteOffset: offset + 16, as: UInt64.self)
            offset += 24
        }
        if offset + 8 <= count { raw.storeBytes(of: first, toByteOffset: offset, as: UInt64.self) }
        if offset + 16 <= count { raw.storeBytes(of: second, toByteOffset: offset + 8, as: UInt64.self) }
        raw.storeBytes(of: third, toByteOffset: count - 8, as: UInt64.self)
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

    /// Adds to the samples of one pixel within the row, as far as they go.
    func lighten(_ x: Int, red: Int, green: Int, blue: Int) {
        let target = pixels + x * 3
        target[0] = UInt8(clamping: Int(target[0]) + red)
        target[1] = UInt8(clamping: Int(target[1]) + green)
        target[2] = UInt8(clamping: Int(target[2]) + blue)
    }

    /// Lays a grey over the whole row, covering `coverage` 256ths of every pixel.
    func veil(_ grey: UInt8, coverage: Int) {
        let share = UInt16(256 - coverage)
        let part = UInt16(grey) * UInt16(coverage) + 128
        for index in 0..<width * 3 {
            pixels[index] = UInt8(truncatingIfNeeded: (UInt16(pixels[index]) &* share &+ part) >> 8)
        }
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
