/// What the strip along the bottom of a picture says about it.
public struct Caption: Sendable, Hashable {
    /// The words that the picture was drawn from; any text of any length.
    public var prompt: String
    /// Who was asked, in a word.
    public var vendor: String
    /// Which of the vendor's models.
    public var model: String
    /// The seed that was drawn from.
    public var seed: UInt64
    /// Which image of the batch, from 0.
    public var index: Int
    /// How many images the batch has; of one alone the index is not shown.
    public var count: Int

    /// Makes a caption.
    public init(prompt: String, vendor: String, model: String, seed: UInt64, index: Int = 0, count: Int = 1) {
        self.prompt = prompt
        self.vendor = vendor
        self.model = model
        self.seed = seed
        self.index = index
        self.count = count
    }

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
