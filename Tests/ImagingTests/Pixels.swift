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
    var all: [UInt8] = []
    var start = 0
    while start < raster.height {
        let rows = start..<start + min(rowsAtOnce, raster.height - start)
        all += pixels(of: raster, rows: rows)
        start = rows.upperBound
    }
    return all
}

/// Some rows of a raster.
func pixels(of raster: some Raster, rows: Range<Int>) -> [UInt8] {
    var band = [UInt8](repeating: 0, count: rows.count * raster.width * 3)
    var span = band.mutableSpan
    raster.render(rows: rows, into: &span)
    return band
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

/// The CRC-32 of zlib and PNG: a checksum of the tests' own, so that a fault in the drawing's cannot hide itself.
func crc32(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { bytes in
        crcTable.withUnsafeBufferPointer { table in
            var crc = UInt32.max
            for byte in bytes { crc = crc >> 8 ^ table[Int((crc ^ UInt32(byte)) & 0xFF)] }
            return ~crc
        }
    }
}

private let crcTable: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(byte) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
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
