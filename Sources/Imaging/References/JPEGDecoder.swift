import CImageCodecs

/// Decodes JPEG files by libjpeg.
enum JPEGDecoder {
    static func decode(
        _ bytes: [UInt8],
        limits: ReferenceImage.Limits
    ) throws(ReferenceImageError) -> ReferenceImage {
        try bytes.withUnsafeBufferPointer { (file) throws(ReferenceImageError) in
            guard let decoder = fauxto_jpeg_decoder_create(file.baseAddress, file.count) else {
                throw .corrupt("no memory for a decoder")
            }
            defer { fauxto_jpeg_decoder_destroy(decoder) }
            var width: UInt32 = 0
            var height: UInt32 = 0
            try check(fauxto_jpeg_decoder_header(decoder, &width, &height), of: decoder)
            let count = try ReferenceImage.byteCount(width: width, height: height, limits: limits)
            var exifCount = 0
            let exif = UnsafeBufferPointer(start: fauxto_jpeg_decoder_exif(decoder, &exifCount), count: exifCount)
            let orientation = ExifOrientation(segment: Array(exif))
            var status = FAUXTO_DECODE_OK
            let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
                buffer.initialize(repeating: 0)
                status = fauxto_jpeg_decoder_pixels(decoder, buffer.baseAddress)
                initialized = count
            }
            try check(status, of: decoder)
            return orientation.applied(toPixels: pixels, width: Int(width), height: Int(height))
        }
    }

    private static func check(
        _ status: fauxto_decode_status,
        of decoder: OpaquePointer
    ) throws(ReferenceImageError) {
        switch status {
        case FAUXTO_DECODE_OK: return
        case FAUXTO_DECODE_UNSUPPORTED: throw .unsupported(String(cString: fauxto_jpeg_decoder_message(decoder)))
        default: throw .corrupt(String(cString: fauxto_jpeg_decoder_message(decoder)))
        }
    }
}
