import CImageCodecs

extension ReferenceImage {
    /// Decodes a PNG or JPEG file.
    ///
    /// Every PNG colour type and depth is read, interlaced or not; what is transparent is laid over white and the gamma
    /// is taken as sRGB's. JPEG may be baseline or progressive, grayscale, colour or CMYK; the Exif orientation is
    /// applied. A file that ends before its last marker is refused.
    ///
    /// The header is checked against the limits before anything of the picture's size is allocated.
    public static func decode(
        _ bytes: [UInt8],
        limits: Limits = Limits()
    ) throws(ReferenceImageError) -> ReferenceImage {
        guard bytes.count <= limits.bytes else {
            throw .tooManyBytes(count: bytes.count, limit: limits.bytes)
        }
        switch FileSignature(of: bytes) {
        case .png: return try PNGDecoder.decode(bytes, limits: limits)
        case .jpeg: return try JPEGDecoder.decode(bytes, limits: limits)
        case .other(let name): throw .unsupported("\(name) is not read, only PNG and JPEG")
        case nil: throw .notAnImage
        }
    }

    /// The longest side that is read: JPEG's own limit, which keeps the tables for scaling small.
    private static let longestSide = 65_500

    /// Refuses a size before anything is allocated for it, and gives the bytes that its pixels take.
    static func byteCount(width: UInt32, height: UInt32, limits: Limits) throws(ReferenceImageError) -> Int {
        let (pixels, overflow) = Int(width).multipliedReportingOverflow(by: Int(height))
        guard !overflow, pixels <= limits.pixels else {
            throw .tooManyPixels(width: Int(width), height: Int(height), limit: limits.pixels)
        }
        guard max(width, height) <= longestSide else {
            throw .unsupported("a side is longer than \(longestSide) pixels")
        }
        return pixels * 3
    }
}
