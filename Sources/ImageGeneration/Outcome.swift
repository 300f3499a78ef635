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

/// Why no image was made, in neutral terms.
///
/// Every way to cause a failure makes one of these, so that each is worded by the vendor and never by what caused it.
public enum ProviderFailure: Error, Sendable, Hashable {
    /// No credential, or one that is not well formed.
    case unauthenticated
    /// A well-formed credential that is not known.
    case invalidCredential
    case insufficientBalance
    case forbidden
    case rateLimited(retryAfterSeconds: Int?)
    case unknownModel
    case invalidInput
    case contentPolicy
    /// The reference image could not be fetched or read; `url` is as the caller wrote it.
    case referenceUnusable(url: String, reason: ReferenceFault)
    case overloaded
    case timeout
    case internalError

    /// What was wrong with a reference image.
    public enum ReferenceFault: String, Sendable, Hashable, CaseIterable {
        /// It could not be reached or found.
        case unreachable
        /// What was found there is not a readable image.
        case undecodable
        /// More bytes or pixels than are accepted.
        case tooLarge
    }

    /// The name by which the journal and configuration files know the failure.
    public var name: String {
        switch self {
        case .unauthenticated: "unauthenticated"
        case .invalidCredential: "invalidCredential"
        case .insufficientBalance: "insufficientBalance"
        case .forbidden: "forbidden"
        case .rateLimited: "rateLimited"
        case .unknownModel: "unknownModel"
        case .invalidInput: "invalidInput"
        case .contentPolicy: "contentPolicy"
        case .referenceUnusable: "referenceUnusable"
        case .overloaded: "overloaded"
        case .timeout: "timeout"
        case .internalError: "internalError"
        }
    }
}
