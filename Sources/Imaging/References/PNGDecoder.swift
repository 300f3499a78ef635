import CImageCodecs

/// Decodes PNG files by libpng.
enum PNGDecoder {
    static func decode(
        _ bytes: [UInt8],
        limits: ReferenceImage.Limits
    ) throws(ReferenceImageError) -> ReferenceImage {
        try bytes.withUnsafeBufferPointer { (file) throws(ReferenceImageError) in
            guard let decoder = fauxto_png_decoder_create(file.baseAddress, file.count) else {
                throw .corrupt("no memory for a decoder")
            }
            defer { fauxto_png_decoder_destroy(decoder) }
            var width: UInt32 = 0
            var height: UInt32 = 0
            guard fauxto_png_decoder_header(decoder, &width, &height) == FAUXTO_DECODE_OK else {
                throw .corrupt(String(cString: fauxto_png_decoder_message(decoder)))
            }
            let count = try ReferenceImage.byteCount(width: width, height: height, limits: limits)
            var status = FAUXTO_DECODE_OK
            let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
                // A decoder that fails half way leaves the rest as it was, so it begins as zeros.
                buffer.initialize(repeating: 0)
                status = fauxto_png_decoder_pixels(decoder, buffer.baseAddress)
                initialized = count
            }
            guard status == FAUXTO_DECODE_OK else {
                throw .corrupt(String(cString: fauxto_png_decoder_message(decoder)))
            }
            return ReferenceImage(width: Int(width), height: Int(height), pixels: pixels)
        }
    }
}
