import CCaptionFont

/// A character's bitmap in the caption font.
struct Glyph: Equatable {
    /// Where the bitmap begins in the table of glyphs.
    private let offset: UInt32
    private let shape: Shape
    /// How far the next character is, in pixels of the font.
    let advance: Int

    /// The rows that a glyph can have, 0 being the first below the baseline.
    static let rows = -15..<5

    /// The bit of a glyph's origin in a row, counted from the least significant: above it is what hangs over the
    /// character before.
    static let originBit = 23

    /// What stands for a character without a glyph.
    static let box = Glyph(offset: 0, shape: .narrow, advance: 8)

    /// How a bitmap is laid out, as `CCaptionFont.h` says.
    private enum Shape: Int {
        case narrow, wide, proportional, narrowMark, wideMark

        var byteCount: Int {
            switch self {
            case .narrow, .narrowMark: 16
            case .wide, .wideMark: 32
            case .proportional: 41
            }
        }
    }

    private init(offset: UInt32, shape: Shape, advance: Int) {
        self.offset = offset
        self.shape = shape
        self.advance = advance
    }

    /// Looks a character up; nil when the font has none.
    init?(_ scalar: Unicode.Scalar) {
        let code = Int(scalar.value)
        let ranges = FontTable(caption_font_ranges(), recordLength: 12)
        guard let range = ranges.last(where: { $0.long(0) <= code }), code < range.long(0) + range.short(8),
            let shape = Shape(rawValue: range.short(10))
        else { return nil }
        let offset = range.long(4) + (code - range.long(0)) * shape.byteCount
        let advance =
            switch shape {
            case .narrow, .narrowMark: 8
            case .wide, .wideMark: 16
            case .proportional: Int(caption_font_glyphs().bytes[offset])
            }
        self.init(offset: UInt32(offset), shape: shape, advance: advance)
    }

    /// Whether it is to be laid over the character before.
    var isMark: Bool {
        shape == .narrowMark || shape == .wideMark
    }

    /// The bitmaps that `bits` reads.
    static var bitmaps: UnsafeRawPointer { UnsafeRawPointer(caption_font_glyphs().bytes) }

    /// The pixels of one of `rows`: the origin's at `originBit`, and to the right the less significant.
    func bits(row: Int, in bitmaps: UnsafeRawPointer) -> UInt32 {
        let bitmap = bitmaps + Int(offset)
        switch shape {
        case .narrow, .narrowMark:
            guard (-14..<2).contains(row) else { return 0 }
            return UInt32(bitmap.load(fromByteOffset: row + 14, as: UInt8.self)) << 16
        case .wide, .wideMark:
            guard (-14..<2).contains(row) else { return 0 }
            return UInt32(UInt16(bigEndian: bitmap.loadUnaligned(fromByteOffset: (row + 14) * 2, as: UInt16.self))) << 8
        case .proportional:
            guard Self.rows.contains(row) else { return 0 }
            let bits = bitmap.loadUnaligned(fromByteOffset: 1 + (row + 15) * 2, as: UInt16.self)
            // Two columns hang over.
            return UInt32(UInt16(bigEndian: bits)) << 10
        }
    }
}
