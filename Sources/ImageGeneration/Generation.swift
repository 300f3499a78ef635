/// What was validly asked for, in neutral terms: the narrow waist between the vendors and everything that makes images.
///
/// A vendor turns its own request into a `Generation`; nothing behind it knows which vendor that was.
public struct Generation: Sendable, Hashable {
    /// The vendor's own name of the model, as the receipt and the journal show it.
    public var model: String
    /// The text to draw from.
    public var prompt: String
    /// Nil when the caller gave none: the emulator then derives one.
    public var seed: Seed?
    /// How many images, at least 1.
    public var count: Int
    /// The size asked for; nil when the reference image decides.
    public var size: PixelSize?
    /// The encoding of the images.
    public var format: ImageFormat
    /// How many steps the model is asked to take.
    public var inferenceSteps: Int
    /// How closely the model is asked to follow the prompt.
    public var guidanceScale: Double
    /// The speed asked for.
    public var acceleration: Acceleration
    /// Whether unsafe images are to be blacked out.
    public var safetyChecker: Bool
    /// The reference image of an image-to-image request.
    public var reference: Reference?
    /// How the images travel back.
    public var delivery: Delivery

    /// Makes a generation.
    public init(
        model: String,
        prompt: String,
        seed: Seed? = nil,
        count: Int = 1,
        size: PixelSize? = nil,
        format: ImageFormat = .jpeg,
        inferenceSteps: Int = 28,
        guidanceScale: Double = 4.5,
        acceleration: Acceleration = .none,
        safetyChecker: Bool = true,
        reference: Reference? = nil,
        delivery: Delivery = .url
    ) {
        self.model = model
        self.prompt = prompt
        self.seed = seed
        self.count = count
        self.size = size
        self.format = format
        self.inferenceSteps = inferenceSteps
        self.guidanceScale = guidanceScale
        self.acceleration = acceleration
        self.safetyChecker = safetyChecker
        self.reference = reference
        self.delivery = delivery
    }

    /// A picture to start from and how far to leave it.
    public struct Reference: Sendable, Hashable {
        /// An absolute URL or a data URI, as the caller wrote it.
        public var url: String
        /// 0 keeps the reference, 1 keeps nothing of it.
        public var strength: Double

        /// Makes a reference.
        public init(url: String, strength: Double) {
            self.url = url
            self.strength = strength
        }
    }

    /// How the images travel back.
    public enum Delivery: Sendable, Hashable {
        /// As URLs that can be fetched afterwards.
        case url
        /// Inside the answer itself, as data URIs.
        case dataURI
    }

    /// The speed asked for.
    public enum Acceleration: String, Sendable, Hashable, CaseIterable {
        case none, regular, high
    }
}

/// A width and a height in pixels, each at least 1.
public struct PixelSize: Sendable, Hashable {
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int

    /// Makes a size.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}

/// The encodings in which images are served.
public enum ImageFormat: String, Sendable, Hashable, CaseIterable {
    case jpeg, png

    /// The media type, as in `Content-Type`.
    public var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        }
    }
}
