/// What the strip along the bottom of a picture says about it.
struct Caption {
    /// The words that the picture was drawn from; any text of any length.
    var prompt: String
    /// Who was asked, in a word.
    var vendor: String
    /// Which of the vendor's models.
    var model: String
    /// The seed that was drawn from, in digits.
    var seed: String
    /// Which image of the batch, from 0.
    var index = 0
    /// How many images the batch has; of one alone the index is not shown.
    var count = 1

    /// The details for a picture of some size, from the longest wording to the shortest.
    ///
    /// What tells pictures apart goes last: first the size is left out, which a look at the picture tells; then what the
    /// caller knows anyway, the vendor and the model; then the seed.
    func details(width: Int, height: Int) -> some Sequence<String> {
        let place = count > 1 ? "\(index + 1)/\(count)" : ""
        let seed = "seed \(seed)"
        return [
            [vendor, model, seed, "\(width)×\(height)", place],
            [vendor, model, seed, place],
            [model, seed, place],
            [seed, place],
            [place],
        ].lazy.map { parts in
            parts.filter { !$0.isEmpty }.joined(separator: " · ")
        }
    }
}

extension Caption {
    /// The caption of a picture.
    init(_ picture: Picture) {
        let (recipe, origin) = (picture.recipe, picture.origin)
        self.init(
            prompt: recipe.prompt,
            vendor: origin.vendor,
            model: origin.model,
            seed: picture.seedDigits,
            index: recipe.index,
            count: origin.count
        )
    }
}
