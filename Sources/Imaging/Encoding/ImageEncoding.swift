/// A file format for pictures, with its settings.
public enum ImageEncoding: Sendable, Hashable {
    /// PNG, 8 bits a channel, truecolour without alpha.
    case png
    /// Baseline JPEG with 4:2:0 chroma subsampling, as Pillow saves unless told, of a quality 1…100 on libjpeg's scale.
    case jpeg(quality: Int)
}
