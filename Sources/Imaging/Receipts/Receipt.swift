import Digests

/// The account of a picture that its file carries: who was asked, for what, and which picture of the answer it is.
///
/// It holds no prompt, only a digest of it, so that a file given away gives nothing away.
public struct Receipt: Sendable, Hashable {
    /// The release of Fauxto that drew the picture.
    public var version: String
    /// The vendor who was asked.
    public var vendor: String
    /// The model, by the vendor's own name.
    public var model: String
    /// The id under which the vendor answered.
    public var request: String
    /// The prompt's digest: see `digest(ofPrompt:)`.
    public var promptDigest: String
    /// The seed in decimal digits, with a minus sign when negative, as the caller wrote it or the vendor answered it.
    public var seed: String
    /// Which image of the batch, from 0.
    public var index: Int
    /// How many images the batch has.
    public var count: Int
    /// Width in pixels.
    public var width: Int
    /// Height in pixels.
    public var height: Int
    /// How far the picture leaves its reference, 0…1; nil for one drawn from the prompt alone.
    public var strength: Double?
    /// The recipe's identifier, which the strip in the pixels carries too.
    public var recipe: UInt64

    /// The keyword of the text chunk in which a PNG file carries a receipt.
    static let keyword = "fauxto"

    /// Makes a receipt.
    public init(
        version: String,
        vendor: String,
        model: String,
        request: String,
        promptDigest: String,
        seed: String,
        index: Int,
        count: Int,
        width: Int,
        height: Int,
        strength: Double? = nil,
        recipe: UInt64
    ) {
        self.version = version
        self.vendor = vendor
        self.model = model
        self.request = request
        self.promptDigest = promptDigest
        self.seed = seed
        self.index = index
        self.count = count
        self.width = width
        self.height = height
        self.strength = strength
        self.recipe = recipe
    }

    /// The SHA-256 digest of a prompt's UTF-8 bytes in lower-case hexadecimal digits, as
    /// `printf %s "$prompt" | sha256sum` prints it.
    public static func digest(ofPrompt prompt: String) -> String {
        sha256(Array(prompt.utf8)).map(\.hexadecimal).joined()
    }
}

extension Receipt {
    /// The receipt of a picture.
    init(_ picture: Picture) {
        let (recipe, origin) = (picture.recipe, picture.origin)
        self.init(
            version: origin.version,
            vendor: origin.vendor,
            model: origin.model,
            request: origin.requestID,
            promptDigest: Receipt.digest(ofPrompt: recipe.prompt),
            seed: picture.seedDigits,
            index: recipe.index,
            count: origin.count,
            width: recipe.width,
            height: recipe.height,
            strength: recipe.reference == nil ? nil : recipe.strength.fraction,
            recipe: recipe.fingerprint
        )
    }
}
