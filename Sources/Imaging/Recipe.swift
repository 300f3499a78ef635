/// Everything that a picture depends on: the same recipe gives the same pixels on every machine.
public struct Recipe: Sendable, Hashable {
    /// The sides, in pixels, that can be drawn.
    public static let sideRange = 1...16_384

    /// The words to draw from; compared and hashed by their UTF-8 bytes.
    public var prompt: String
    /// The seed, any 64 bits.
    public var seed: UInt64
    /// Which image of the batch, from 0.
    public var index: Int
    /// The style to draw in; nil lets the prompt and the seed choose.
    public var style: StyleChoice?
    /// Width in pixels, within `sideRange`.
    public var width: Int
    /// Height in pixels, within `sideRange`.
    public var height: Int
    /// The picture to start from; nil to draw from the prompt alone.
    public var reference: Reference?
    /// How far to leave the reference; not read without one.
    public var strength: Strength
    /// Whether the safety checker objected: the picture is then black.
    public var isBlackedOut: Bool

    /// Makes a recipe.
    public init(
        prompt: String,
        seed: UInt64,
        index: Int = 0,
        style: StyleChoice? = nil,
        width: Int,
        height: Int,
        reference: Reference? = nil,
        strength: Strength = Strength(1),
        isBlackedOut: Bool = false
    ) {
        self.prompt = prompt
        self.seed = seed
        self.index = index
        self.style = style
        self.width = width
        self.height = height
        self.reference = reference
        self.strength = strength
        self.isBlackedOut = isBlackedOut
    }

    /// A picture to start from.
    public enum Reference: Sendable, Hashable {
        /// A picture whose pixels are known; scaled and cropped to the middle when its size is not the recipe's.
        case image(ReferenceImage)
        /// A picture that was never fetched: an artwork drawn from the text of its URL stands in for it.
        case standIn(url: String)
    }
}

extension Recipe {
    /// A digest of the whole recipe, stable across runs, machines and versions of Swift.
    ///
    /// It suits entity tags and cache keys. It is not a cryptographic hash.
    public var fingerprint: UInt64 {
        var digest = Digest()
        digest.combine(compositionKey)
        digest.combine(UInt64(width))
        digest.combine(UInt64(height))
        digest.combine(style?.rawValue ?? "")
        digest.combine(isBlackedOut ? 1 : 0)
        switch reference {
        case nil:
            digest.combine(0)
        case .image(let image):
            digest.combine(1)
            digest.combine(image.contentHash)
            digest.combine(UInt64(strength.parts))
        case .standIn(let url):
            digest.combine(2)
            digest.combine(url)
            digest.combine(UInt64(strength.parts))
        }
        return digest.value
    }

    /// What the composition depends on: everything but the size and the reference, so that one request at two sizes
    /// gives the same picture twice.
    var compositionKey: UInt64 {
        var digest = Digest()
        digest.combine(prompt)
        digest.combine(seed)
        digest.combine(UInt64(bitPattern: Int64(index)))
        return digest.value
    }

    /// Compares the prompt byte by byte: Swift holds "é" and "e\u{301}" for equal, and they draw different pictures.
    public static func == (one: Recipe, other: Recipe) -> Bool {
        one.seed == other.seed && one.index == other.index && one.style == other.style && one.width == other.width
            && one.height == other.height && one.strength == other.strength && one.isBlackedOut == other.isBlackedOut
            && one.prompt.utf8.elementsEqual(other.prompt.utf8) && one.reference == other.reference
    }

    /// Hashes the fingerprint.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(fingerprint)
    }
}
