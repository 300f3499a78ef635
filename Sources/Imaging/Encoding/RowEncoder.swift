import CImageCodecs

/// A codec of one file: rows in from top to bottom, bytes out as they come.
struct RowEncoder: ~Copyable {
    private let codec: Codec

    /// Begins a file, which carries a receipt's text in its metadata.
    init(
        _ encoding: ImageEncoding,
        width: Int,
        height: Int,
        receipt text: String? = nil
    ) throws(ImagingError) {
        let codec = try Codec(encoding, width: UInt32(width), height: UInt32(height))
        guard codec.begin(receipt: text) else {
            let message = codec.message
            codec.destroy()
            throw .encoderFailed(message)
        }
        self.codec = codec
    }

    deinit {
        codec.destroy()
    }

    /// How many encoded bytes wait to be taken.
    var pending: Int { codec.pending }

    /// Encodes the next rows of RGB pixels.
    mutating func append(_ pixels: [UInt8], rows count: Int) throws(ImagingError) {
        guard codec.append(pixels, rows: UInt32(count)) else { throw .encoderFailed(codec.message) }
    }

    /// Ends the file after its last row.
    mutating func finish() throws(ImagingError) {
        guard codec.finish() else { throw .encoderFailed(codec.message) }
    }

    /// Hands over the pending bytes.
    mutating func take() -> [UInt8] {
        let count = pending
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let start = buffer.baseAddress, count > 0 else { return }
            codec.take(start)
            initialized = count
        }
    }
}

/// The C encoder that does the work.
private enum Codec {
    case png(OpaquePointer)
    case jpeg(OpaquePointer)

    init(_ encoding: ImageEncoding, width: UInt32, height: UInt32) throws(ImagingError) {
        switch encoding {
        case .png:
            guard let encoder = fauxto_png_encoder_create(width, height) else { throw Self.noMemory }
            self = .png(encoder)
        case .jpeg(let quality):
            guard (1...100).contains(quality) else { throw .unsupportedQuality(quality) }
            guard let encoder = fauxto_jpeg_encoder_create(width, height, Int32(quality)) else { throw Self.noMemory }
            self = .jpeg(encoder)
        }
    }

    private static var noMemory: ImagingError { .encoderFailed("no memory for an encoder") }

    func begin(receipt text: String?) -> Bool {
        switch self {
        case .png(let encoder): fauxto_png_encoder_begin(encoder, Receipt.keyword, text)
        case .jpeg(let encoder): fauxto_jpeg_encoder_begin(encoder, text)
        }
    }

    func append(_ pixels: [UInt8], rows count: UInt32) -> Bool {
        switch self {
        case .png(let encoder): fauxto_png_encoder_rows(encoder, pixels, count)
        case .jpeg(let encoder): fauxto_jpeg_encoder_rows(encoder, pixels, count)
        }
    }

    func finish() -> Bool {
        switch self {
        case .png(let encoder): fauxto_png_encoder_finish(encoder)
        case .jpeg(let encoder): fauxto_jpeg_encoder_finish(encoder)
        }
    }

    var pending: Int {
        switch self {
        case .png(let encoder): fauxto_png_encoder_pending(encoder)
        case .jpeg(let encoder): fauxto_jpeg_encoder_pending(encoder)
        }
    }

    func take(_ destination: UnsafeMutablePointer<UInt8>) {
        switch self {
        case .png(let encoder): fauxto_png_encoder_take(encoder, destination)
        case .jpeg(let encoder): fauxto_jpeg_encoder_take(encoder, destination)
        }
    }

    var message: String {
        switch self {
        case .png(let encoder): String(cString: fauxto_png_encoder_message(encoder))
        case .jpeg(let encoder): String(cString: fauxto_jpeg_encoder_message(encoder))
        }
    }

    func destroy() {
        switch self {
        case .png(let encoder): fauxto_png_encoder_destroy(encoder)
        case .jpeg(let encoder): fauxto_jpeg_encoder_destroy(encoder)
        }
    }
}
