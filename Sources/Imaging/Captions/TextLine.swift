/// One line of text in its place, drawn row by row from the font's bitmaps.
struct TextLine {
    private let glyphs: [(x: Int, glyph: Glyph)]
    /// How many pixels of the picture a pixel of the font is wide and high.
    private let scale: Int
    private let color: Color
    /// The rows of the picture that the line may touch.
    let rows: Range<Int>

    /// Sets cells from column `x` on, with `baseline` the first row below the letters; both in pixels of the picture.
    init(_ cells: [Cell], x: Int, baseline: Int, scale: Int, color: Color) {
        var glyphs: [(x: Int, glyph: Glyph)] = []
        glyphs.reserveCapacity(cells.count)
        var x = x
        for cell in BidirectionalOrder.visual(cells) {
            if !cell.isSpace { glyphs.append((x, cell.glyph)) }
            for mark in cell.marks {
                glyphs.append((x + (cell.advance - mark.advance) * scale / 2, mark))
            }
            x += cell.advance * scale
        }
        self.glyphs = glyphs
        self.scale = scale
        self.color = color
        rows = baseline + Glyph.rows.lowerBound * scale..<baseline + Glyph.rows.upperBound * scale
    }

    /// Paints what row `y` has of the line.
    func paint(row y: Int, on canvas: RowCanvas) {
        let down = y - rows.lowerBound
        let row = Glyph.rows.lowerBound + down / scale
        let bitmaps = Glyph.bitmaps
        // The triangles of a pixel's upper corners reach down from its top, those of the lower ones up from its bottom.
        let below = down % scale
        let above = scale - 1 - below
        let reach = scale > 1 ? (scale + 1) / 2 : 0
        for (x, glyph) in glyphs {
            let bits = glyph.bits(row: row, in: bitmaps)
            if bits == 0 { continue }
            paintRuns(of: bits, at: x, on: canvas)
            if below < reach {
                let other = glyph.bits(row: row - 1, in: bitmaps)
                paintJoins(of: bits, with: other, length: reach - below, at: x, on: canvas)
            }
            if above < reach {
                let other = glyph.bits(row: row + 1, in: bitmaps)
                paintJoins(of: bits, with: other, length: reach - above, at: x, on: canvas)
            }
        }
    }

    private func paintRuns(of bits: UInt32, at x: Int, on canvas: RowCanvas) {
        var rest = bits
        while rest != 0 {
            let first = rest.leadingZeroBitCount
            let length = (~(rest << first)).leadingZeroBitCount
            let start = x + (first - Self.originColumn) * scale
            canvas.fill(start..<start + length * scale, color)
            rest &= (UInt32.max >> 1) >> (first + length - 1)
        }
    }

    /// Where a pixel of the font touches one of the row above or below by a corner alone, triangles in the crook to
    /// either side make the stroke smooth: what was drawn for one size looks cut for every larger one.
    private func paintJoins(of bits: UInt32, with other: UInt32, length: Int, at x: Int, on canvas: RowCanvas) {
        forEachColumn(of: ~bits & bits >> 1 & other & ~(other >> 1)) { column in
            let start = x + column * scale
            canvas.fill(start..<start + length - 1, color)
            canvas.blend(start + length - 1, color, coverage: 128)
        }
        forEachColumn(of: ~bits & bits << 1 & other & ~(other << 1)) { column in
            let end = x + (column + 1) * scale
            canvas.fill(end - length + 1..<end, color)
            canvas.blend(end - length, color, coverage: 128)
        }
    }

    private func forEachColumn(of bits: UInt32, _ body: (Int) -> Void) {
        var rest = bits
        while rest != 0 {
            let first = rest.leadingZeroBitCount
            body(first - Self.originColumn)
            rest &= ~(0x8000_0000 >> UInt32(first))
        }
    }

    /// The column of a glyph's origin, counted from the most significant bit of a row.
    private static let originColumn = 31 - Glyph.originBit
}
