/// What every style is given: the size to fill, colours, and randomness of its own.
struct Scene {
    /// Width in pixels.
    let width: Int
    /// Height in pixels.
    let height: Int
    let palette: Palette
    /// What the prompt suggests to draw.
    let prompt: PromptReading
    private let style: StyleChoice?
    private let key: UInt64

    init(_ recipe: Recipe) {
        width = recipe.width
        height = recipe.height
        style = recipe.style
        key = recipe.compositionKey
        prompt = PromptReading(recipe.prompt)
        var random = SeededRandom(key: key, part: "palette")
        palette = prompt.choosePalette(&random)
    }

    /// A picture's measure in 256ths of a pixel, which things are sized by: about a side, and in long and narrow
    /// formats at most three times the short side, so that a motif is repeated rather than stretched.
    var unit: Int {
        min(FixedPoint.squareRoot(width * height << 16), 3 * min(width, height) << 8)
    }

    /// How often a motif fits into the picture side by side and one below the other: once, but in long and narrow
    /// formats.
    var repeats: (across: Int, down: Int) {
        (max(width << 8 / unit, 1), max(height << 8 / unit, 1))
    }

    /// Composes the picture in the style asked for, or else in one that suits the prompt and the seed.
    func composeStyle() -> any Style {
        if let style { return style.compose(self) }
        var random = random("style")
        return prompt.chooseStyle(&random).compose(self)
    }

    /// Randomness for one part of the picture.
    func random(_ part: String) -> SeededRandom {
        SeededRandom(key: key, part: part)
    }
}
