/// A picture that is painted and encoded piece by piece, as fast as its bytes are asked for.
///
/// It holds one band of rows, the codec's state and the bytes that were not taken yet, so that its memory does not
/// depend on the height. Dropping it stops the work.
public struct ImageStream: ~Copyable {
    private let raster: any Raster
    private let rowsAtOnce: Int
    private var encoder: RowEncoder
    private var band: [UInt8]
    private var nextRow = 0
    private var isFinished = false

    /// Composes the picture and begins its file.
    public init(_ picture: Picture, as encoding: ImageEncoding) throws(ImagingError) {
        let receipt = picture.finish.receipt ? Receipt(picture).json : nil
        try self.init(Drawing(picture), as: encoding, receipt: receipt)
    }

    /// Begins a file of pixels, with a text that says what they are.
    public init(_ raster: any Raster, as encoding: ImageEncoding, receipt: String? = nil) throws(ImagingError) {
        let encoder = try RowEncoder(encoding, width: raster.width, height: raster.height, receipt: receipt)
        self.raster = raster
        self.encoder = encoder
        // A band fits the second-level cache beside the codec's tables; sixteen rows are a row of JPEG blocks.
        rowsAtOnce = max(131_072 / (raster.width * 3) / 16 * 16, 16)
        band = [UInt8](repeating: 0, count: min(rowsAtOnce, raster.height) * raster.width * 3)
    }

    /// The next bytes of the file, at least `count` of them unless it ends; nil after its last.
    public mutating func next(atLeast count: Int = 65_536) throws(ImagingError) -> [UInt8]? {
        while !isFinished && encoder.pending < count {
            try advance()
        }
        return encoder.pending > 0 ? encoder.take() : nil
    }

    /// Paints and encodes one band, or ends the file.
    private mutating func advance() throws(ImagingError) {
        let rows = nextRow..<min(nextRow + rowsAtOnce, raster.height)
        if rows.isEmpty {
            try encoder.finish()
            isFinished = true
            return
        }
        let raster = raster
        var pixels = band.mutableSpan
        raster.render(rows: rows, into: &pixels)
        try encoder.append(band, rows: rows.count)
        nextRow = rows.upperBound
    }
}

/// Draws a picture and encodes the whole file.
///
/// What is not known before the last row is held in memory: the encoded bytes, and one band of pixels.
public func encode(_ picture: Picture, as encoding: ImageEncoding) throws(ImagingError) -> [UInt8] {
    var stream = try ImageStream(picture, as: encoding)
    return try stream.next(atLeast: .max) ?? []
}
