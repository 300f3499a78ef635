/// A picture ready to be painted, any rows of it in any order.
public struct Drawing: Raster {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    private let artwork: Artwork

    /// Composes the picture; everything that does not depend on the row is done here.
    public init(_ picture: Picture) throws(ImagingError) {
        artwork = try Artwork(picture.recipe, texture: picture.finish.texture)
        width = artwork.width
        height = artwork.height
    }

    /// Paints row `y` as 8-bit RGB: `width` × 3 bytes.
    public func paint(row y: Int, into pixels: UnsafeMutablePointer<UInt8>) {
        artwork.paint(row: y, on: RowCanvas(pixels: pixels, width: width))
    }
}
