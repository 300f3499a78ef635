/// A recipe ready to be painted, any row of it at any time.
struct Artwork {
    /// Width in pixels.
    let width: Int
    /// Height in pixels.
    let height: Int
    private let subject: Subject
    private let grain: Grain?

    /// What there is to paint.
    private enum Subject {
        case blackness
        case composition(any Style)
        case variation(any Style, ReferenceBlend)
    }

    /// Composes the picture; everything that does not depend on the row is done here.
    init(_ recipe: Recipe, texture: Texture) throws(ImagingError) {
        guard Recipe.sideRange.contains(recipe.width), Recipe.sideRange.contains(recipe.height) else {
            throw .unsupportedSize(width: recipe.width, height: recipe.height)
        }
        width = recipe.width
        height = recipe.height
        grain = Grain(texture, key: recipe.compositionKey)
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

    /// Paints row `y`, every pixel of it.
    ///
    /// Grain belongs to what is drawn: a reference is shown as it is.
    func paint(row y: Int, on canvas: RowCanvas) {
        switch subject {
        case .blackness: canvas.fill(.black)
        case .composition(let style):
            style.paint(row: y, on: canvas)
            grain?.paint(row: y, on: canvas)
        case .variation(let style, let blend):
            style.paint(row: y, on: canvas)
            grain?.paint(row: y, on: canvas)
            blend.paint(row: y, on: canvas)
        }
    }
}
