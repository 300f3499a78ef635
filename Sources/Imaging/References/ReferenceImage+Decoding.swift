import CImageCodecs

extension ReferenceImage {
    /// Decodes a PNG, JPEG, WebP or GIF file.
    ///
    /// - PNG: every colour type and depth, interlaced or not; the gamma is taken as sRGB's.
    /// - JPEG: baseline or progressive, Huffman or arithmetic coding; grayscale, colour or CMYK.
    /// - WebP: lossy or lossless; of an animation the first frame.
    /// - GIF: the first frame in its place on the logical screen.
    ///
    /// What is transparent is laid over white, and the Exif orientation is applied. A file that is cut off is refused;
    /// of a GIF nothing is read behind the first frame.
    ///
    /// The header is checked against the limits before anything of the picture's size is allocated.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - limits: How large it may be.
    ///   - admits: Whether there is room for so many bytes of pixels; asked before they are allocated.
    /// - Returns: The picture.
    /// - Throws: Why there is none.
    public static func decode(
        _ bytes: [UInt8],
        limits: Limits = Limits(),
        admitting admits: (Int) -> Bool = { _ in true }
    ) throws(ReferenceImageError) -> ReferenceImage {
        guard bytes.count <= limits.bytes else {
            throw .tooManyBytes(count: bytes.count, limit: limits.bytes)
        }
        switch FileSignature(of: bytes) {
        case .readable(let format):
            return try bytes.withUnsafeBufferPointer { (file) throws(ReferenceImageError) in
                var decoder = try ImageFileDecoder(format, file)
                return try decoder.decode(limits: limits, admitting: admits)
            }
        case .other(let name): throw .unsupported("\(name) is not read, only PNG, JPEG, WebP and GIF")
        case nil: throw .notAnImage
        }
    }

    /// Refuses a size before anything is allocated for it, and gives the bytes that its pixels take.
    static func byteCount(width: UInt32, height: UInt32, limits: Limits) throws(ReferenceImageError) -> Int {
        guard width > 0, height > 0 else { throw .corrupt("a size of \(width)×\(height) pixels") }
        let (pixels, overflow) = Int(width).multipliedReportingOverflow(by: Int(height))
        guard !overflow, pixels <= limits.pixels else {
            throw .tooManyPixels(width: Int(width), height: Int(height), limit: limits.pixels)
        }
        // A picture may be asked for at its reference's size.
        guard max(width, height) <= Recipe.sideRange.upperBound else {
            throw .sideTooLong(width: Int(width), height: Int(height))
        }
        return pixels * 3
    }
}
