/// A picture ready to be painted, any rows of it in any order.
public struct Drawing: Raster {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    private let artwork: Artwork
    private let captionStrip: CaptionStrip?
    private let receiptStrip: ReceiptStrip?

    /// Composes the picture; everything that does not depend on the row is done here.
    public init(_ picture: Picture) throws(ImagingError) {
        artwork = try Artwork(picture.recipe, texture: picture.finish.texture)
        width = artwork.width
        height = artwork.height
        let recipe = picture.recipe
        // A picture that was blacked out is black, as the vendors' are.
        let hasReceipt = picture.finish.receipt && !recipe.isBlackedOut
        receiptStrip =
            hasReceipt ? ReceiptStrip(identifier: recipe.fingerprint, width: width, height: height) : nil
        let bottom = receiptStrip?.rows.lowerBound ?? height
        let hasCaption = picture.finish.caption && !recipe.isBlackedOut
        captionStrip =
            hasCaption ? CaptionStrip(Caption(picture), width: width, height: height, bottom: bottom) : nil
    }

    /// Paints row `y` as 8-bit RGB: `width` × 3 bytes.
    public func paint(row y: Int, into pixels: UnsafeMutablePointer<UInt8>) {
        let canvas = RowCanvas(pixels: pixels, width: width)
        artwork.paint(row: y, on: canvas)
        captionStrip?.paint(row: y, on: canvas)
        receiptStrip?.paint(row: y, on: canvas)
    }
}
