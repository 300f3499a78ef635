@testable import Imaging

/// The pixels of a recipe's artwork alone, drawn in bands of a chosen height.
func pixels(of recipe: Recipe, rowsAtOnce: Int = .max) throws -> [UInt8] {
    try pixels(of: Picture(recipe, finish: .none), rowsAtOnce: rowsAtOnce)
}

/// A picture's pixels.
func pixels(of picture: Picture, rowsAtOnce: Int = .max) throws -> [UInt8] {
    pixels(of: try Drawing(picture), rowsAtOnce: rowsAtOnce)
}

/// A raster's pixels.
func pixels(of raster: some Raster, rowsAtOnce: Int = .max) -> [UInt8] {
    var pixels: [UInt8] = []
    var start = 0
    while start < raster.height {
        let rows = start..<start + min(rowsAtOnce, raster.height - start)
        var band = [UInt8](repeating: 0, count: rows.count * raster.width * 3)
        var span = band.mutableSpan
        raster.render(rows: rows, into: &span)
        pixels += band
        start = rows.upperBound
    }
    return pixels
}

/// A composition's pixels, on a background that a forgotten pixel shows.
func pixels(of style: any Style, _ width: Int, _ height: Int, background: UInt8 = 0) -> [UInt8] {
    var pixels = [UInt8](repeating: background, count: width * height * 3)
    pixels.withUnsafeMutableBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return }
        for y in 0..<height {
            style.paint(row: y, on: RowCanvas(pixels: start + y * width * 3, width: width))
        }
    }
    return pixels
}

/// FNV-1a, 64 bits: a hash of the tests' own, so that a fault in the drawing's cannot hide itself.
func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBufferPointer { bytes in
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}

/// The largest and the mean difference between two pictures' samples.
func difference(_ one: [UInt8], _ other: [UInt8]) -> (largest: Int, mean: Double) {
    precondition(one.count == other.count)
    var largest = 0
    var total = 0
    for (left, right) in zip(one, other) {
        let difference = abs(Int(left) - Int(right))
        largest = max(largest, difference)
        total += difference
    }
    return (largest, Double(total) / Double(one.count))
}
