/// Pixels that can be had row by row, any rows in any order.
public protocol Raster: Sendable {
    /// Width in pixels.
    var width: Int { get }
    /// Height in pixels.
    var height: Int { get }

    /// Paints row `y` as 8-bit RGB: `width` × 3 bytes, red first.
    func paint(row y: Int, into pixels: UnsafeMutablePointer<UInt8>)
}

extension Raster {
    /// Paints rows as 8-bit RGB, three bytes a pixel without padding.
    ///
    /// The rows must lie within the picture, and `pixels` have room for all of them; what is behind them is left alone.
    public func render(rows: Range<Int>, into pixels: inout MutableSpan<UInt8>) {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= height && pixels.count >= rows.count * width * 3)
        pixels.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            for (offset, y) in rows.enumerated() {
                paint(row: y, into: start + offset * width * 3)
            }
        }
    }
}
