@testable import Imaging

/// An artwork with a receipt strip over its last rows, as the decoder would give it.
func picture(_ recipe: Recipe, identifier: UInt64) throws -> ReferenceImage {
    var drawn = try pixels(of: recipe)
    if let strip = ReceiptStrip(identifier: identifier, width: recipe.width, height: recipe.height) {
        paint(strip, on: &drawn, width: recipe.width)
    }
    return ReferenceImage(width: recipe.width, height: recipe.height, pixels: drawn)
}

/// Paints a strip over the last rows of a picture.
func paint(_ strip: ReceiptStrip, on pixels: inout [UInt8], width: Int) {
    pixels.withUnsafeMutableBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return }
        for y in strip.rows {
            strip.paint(row: y, on: RowCanvas(pixels: start + y * width * 3, width: width))
        }
    }
}

/// A picture's file.
func file(of image: ReferenceImage, as encoding: ImageEncoding, receipt: String? = nil) throws -> [UInt8] {
    var encoder = try RowEncoder(encoding, width: image.width, height: image.height, receipt: receipt)
    try encoder.append(image.pixels, rows: image.height)
    try encoder.finish()
    return encoder.take()
}

/// What is left of a picture after it was saved as JPEG and opened again.
func savedAsJPEG(_ image: ReferenceImage, quality: Int = 75) throws -> ReferenceImage {
    try ReferenceImage.decode(try file(of: image, as: .jpeg(quality: quality)))
}
