import CImageCodecs

/// A C decoder at work on the bytes of one file.
struct ImageFileDecoder: ~Copyable {
    private let decoder: OpaquePointer

    /// Begins to decode; the bytes must stay in place for as long as the decoder lives.
    init(_ format: fauxto_file_format, _ file: UnsafeBufferPointer<UInt8>) throws(ReferenceImageError) {
        guard let decoder = fauxto_decoder_create(format, file.baseAddress, file.count) else {
            throw .corrupt("no memory for a decoder")
        }
        self.decoder = decoder
    }

    deinit {
        fauxto_decoder_destroy(decoder)
    }

    /// Decodes the picture and turns it upright; its size is held against the limits before memory is taken for it.
    mutating func decode(
        limits: ReferenceImage.Limits,
        admitting admits: (Int) -> Bool
    ) throws(ReferenceImageError) -> ReferenceImage {
        var width: UInt32 = 0
        var height: UInt32 = 0
        try check(fauxto_decoder_header(decoder, &width, &height))
        let count = try ReferenceImage.byteCount(width: width, height: height, limits: limits)
        guard admits(count) else { throw .notAdmitted(bytes: count) }
        var status = FAUXTO_DECODE_OK
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            // A decoder that fails half way leaves the rest as it was, so it begins as zeros.
            buffer.initialize(repeating: 0)
            status = fauxto_decoder_pixels(decoder, buffer.baseAddress)
            initialized = count
        }
        try check(status)
        return orientation.applied(toPixels: pixels, width: Int(width), height: Int(height))
    }

    private var orientation: ExifOrientation {
        var count = 0
        let exif = fauxto_decoder_exif(decoder, &count)
        return ExifOrientation(exif: Array(UnsafeBufferPointer(start: exif, count: count)))
    }

    private func check(_ status: fauxto_decode_status) throws(ReferenceImageError) {
        switch status {
        case FAUXTO_DECODE_OK: return
        case FAUXTO_DECODE_UNSUPPORTED: throw .unsupported(String(cString: fauxto_decoder_message(decoder)))
        default: throw .corrupt(String(cString: fauxto_decoder_message(decoder)))
        }
    }
}
