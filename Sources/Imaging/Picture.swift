/// A picture as it is delivered: the artwork of a recipe, and how it is finished.
public struct Picture: Sendable, Hashable {
    /// What is drawn.
    public var recipe: Recipe
    /// Who was asked for it, as the caption shows and the receipt records.
    public var origin: Origin
    /// What is added to the artwork.
    public var finish: Finish

    /// Makes a picture.
    public init(_ recipe: Recipe, origin: Origin = Origin(), finish: Finish = Finish()) {
        self.recipe = recipe
        self.origin = origin
        self.finish = finish
    }

    /// Where a picture comes from.
    public struct Origin: Sendable, Hashable {
        /// Who was asked; empty when nobody was.
        public var vendor: String
        /// Which of the vendor's models was asked; empty for none.
        public var model: String
        /// The seed in decimal digits, as the caller wrote it; empty for the recipe's own.
        public var seed: String
        /// How many pictures were asked for at once, at least 1.
        public var count: Int
        /// The id of the request; empty for none.
        public var requestID: String
        /// The release of the program that draws; empty for none.
        public var version: String

        /// Makes an origin.
        public init(
            vendor: String = "",
            model: String = "",
            seed: String = "",
            count: Int = 1,
            requestID: String = "",
            version: String = ""
        ) {
            self.vendor = vendor
            self.model = model
            self.seed = seed
            self.count = count
            self.requestID = requestID
            self.version = version
        }
    }

    /// What is added to an artwork.
    public struct Finish: Sendable, Hashable {
        /// Whether a strip along the bottom says what was asked.
        public var caption: Bool
        /// Whether the file and a row of marks along the bottom say so to programs.
        public var receipt: Bool
        /// How much grain is sown.
        public var texture: Texture

        /// Makes a finish.
        public init(caption: Bool = true, receipt: Bool = true, texture: Texture = Texture(0.02)) {
            self.caption = caption
            self.receipt = receipt
            self.texture = texture
        }

        /// The artwork alone.
        public static let none = Finish(caption: false, receipt: false, texture: Texture(0))
    }
}

extension Picture {
    /// The seed in decimal digits, as the caller wrote it where that is known.
    var seedDigits: String { origin.seed.isEmpty ? String(recipe.seed) : origin.seed }

    /// A digest of everything that the file depends on, stable across runs, machines and versions of Swift.
    public var fingerprint: UInt64 {
        var digest = Digest()
        digest.combine(recipe.fingerprint)
        for text in [origin.vendor, origin.model, origin.seed, origin.requestID, origin.version] {
            digest.combine(text)
        }
        digest.combine(UInt64(origin.count))
        digest.combine((finish.caption ? 1 : 0) | (finish.receipt ? 2 : 0))
        digest.combine(UInt64(finish.texture.parts))
        return digest.value
    }
}
