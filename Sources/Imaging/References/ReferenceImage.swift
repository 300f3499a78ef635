/// A picture to start from, decoded to 8-bit RGB.
public struct ReferenceImage: Sendable, Hashable {
    /// Width in pixels, after the orientation was applied.
    public let width: Int
    /// Height in pixels, after the orientation was applied.
    public let height: Int
    /// Rows from top to bottom without padding, three bytes a pixel: red, green, blue.
    public let pixels: [UInt8]
    /// A digest of the size and the pixels, the same on every machine; not a cryptographic hash.
    public let contentHash: UInt64

    /// Makes a picture of pixels at hand; there must be exactly width × height × 3 bytes, and both sides positive.
    init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0 && pixels.count == width * height * 3)
        self.width = width
        self.height = height
        self.pixels = pixels
        var digest = Digest()
        digest.combine(UInt64(width))
        digest.combine(UInt64(height))
        pixels.withUnsafeBytes { digest.combine($0) }
        contentHash = digest.value
    }

    /// Draws a recipe's artwork, as it is without caption, marks and grain.
    public init(drawing recipe: Recipe) throws(ImagingError) {
        let drawing = try Drawing(Picture(recipe, finish: .none))
        var pixels = [UInt8](repeating: 0, count: drawing.width * drawing.height * 3)
        var span = pixels.mutableSpan
        drawing.render(rows: 0..<drawing.height, into: &span)
        self.init(width: drawing.width, height: drawing.height, pixels: pixels)
    }

    /// Hashes the content hash.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(contentHash)
    }

    /// How much a decoder may be given, and how much it may make of that.
    public struct Limits: Sendable, Hashable {
        /// The most bytes a file may have.
        public var bytes: Int
        /// The most pixels its header may announce.
        ///
        /// A picture keeps three bytes a pixel. While it is decoded, an interlaced PNG with alpha takes four more, a
        /// progressive JPEG six, and a WebP with alpha up to eight.
        public var pixels: Int

        /// Makes limits; 32 MiB and 24 million pixels unless told.
        public init(bytes: Int = 32 << 20, pixels: Int = 24_000_000) {
            self.bytes = bytes
            self.pixels = pixels
        }
    }
}
