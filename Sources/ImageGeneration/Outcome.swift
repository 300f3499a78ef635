/// What became of a `Generation`, in neutral terms; the vendor words it.
public enum Outcome: Sendable {
    case images(GeneratedImages)
    case failure(ProviderFailure)
}

/// The images of one answer and what vendors report beside them.
public struct GeneratedImages: Sendable, Hashable {
    /// In the order of their index.
    public var images: [GeneratedImage]
    /// The seed used: the caller's, or the derived one.
    public var seed: Seed
    /// How long the model is said to have worked.
    public var inferenceSeconds: Double

    /// Makes a batch.
    public init(images: [GeneratedImage], seed: Seed, inferenceSeconds: Double) {
        self.images = images
        self.seed = seed
        self.inferenceSeconds = inferenceSeconds
    }
}

/// One image of a batch.
public struct GeneratedImage: Sendable, Hashable {
    /// Where a client finds it: an absolute URL or a data URI.
    public var url: String
    /// Its size.
    public var size: PixelSize
    /// Its encoding.
    public var format: ImageFormat
    /// Whether the safety checker objected (the image is then black).
    public var isUnsafe: Bool

    /// Makes an image entry.
    public init(url: String, size: PixelSize, format: ImageFormat, isUnsafe: Bool = false) {
        self.url = url
        self.size = size
        self.format = format
        self.isUnsafe = isUnsafe
    }
}
