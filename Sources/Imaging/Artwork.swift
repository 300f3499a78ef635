/// A recipe ready to be painted, any rows of it in any order.
public struct Artwork: Sendable {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    private let subject: Subject

    /// What there is to paint.
    private enum Subject {
        case blackness
        case composition(any Style)
        case variation(any Style, ReferenceBlend)
    }

    /// Composes the picture; everything that does not depend on the row is done here.
    public init(_ recipe: Recipe) throws(ImagingError) {
        guard Recipe.sideRange.contains(recipe.width), Recipe.sideRange.contains(recipe.height) else {
            throw .unsupportedSize(width: recipe.width, height: recipe.height)
        }
        width = recipe.width
        height = recipe.height
        if recipe.isBlackedOut {
            subject = .blackness
            return
        }
        let scene = Scene(recipe)
        let style = scene.composeStyle()
        if let reference = recipe.reference, recipe.strength != Strength(1) {
            let source: ReferenceBlend.Source =
                switch reference {
                case .image(let image):
                    .image(ResampledImage(image, width: recipe.width, height: recipe.height))
                case .standIn(let url):
                    .artwork(
                        Scene(Recipe(prompt: url, seed: 0, width: recipe.width, height: recipe.height)).composeStyle()
                    )
                }
            subject = .variation(style, ReferenceBlend(source, palette: scene.palette, strength: recipe.strength))
        } else {
            subject = .composition(style)
        }
    }

    /// Paints rows as 8-bit RGB, three bytes a pixel without padding.
    ///
    /// The rows must lie within the picture, and `pixels` have room for all of them; what is behind them is left alone.
    public func render(rows: Range<Int>, into pixels: inout MutableSpan<UInt8>) {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= height && pixels.count >= rows.count * width * 3)
        pixels.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            for (offset, y) in rows.enumerated() {
                paint(row: y, on: RowCanvas(pixels: start + offset * width * 3, width: width))
            }
        }
    }

    private func paint(row y: Int, on canvas: RowCanvas) {
        switch subject {
        case .blackness: canvas.fill(.black)
        case .composition(let style): style.paint(row: y, on: canvas)
        case .variation(let style, let blend):
            style.paint(row: y, on: canvas)
            blend.paint(row: y, on: canvas)
        }
    }
}
