/// Pictures of one size side by side, on a light ground.
public struct ContactSheet: Raster {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    /// Rows of cells from top to bottom, each from left to right.
    private let cells: [[Drawing]]
    private let margin: Int
    private let ground = Color(0xF4F2EE)

    /// Lays out pictures, which are all of the size of the first.
    ///
    /// - Parameters:
    ///   - rows: Rows of pictures from top to bottom.
    ///   - margin: The distance between two pictures, and to the edge, in pixels.
    /// - Throws: `ImagingError` when a picture cannot be drawn, or the sheet would be too large.
    public init(rows: [[Picture]], margin: Int) throws(ImagingError) {
        var cells: [[Drawing]] = []
        for row in rows {
            var drawings: [Drawing] = []
            for picture in row { drawings.append(try Drawing(picture)) }
            cells.append(drawings)
        }
        self.cells = cells
        self.margin = margin
        let columns = cells.map(\.count).max() ?? 0
        width = columns * ((cells.first?.first?.width ?? 0) + margin) + margin
        height = cells.count * ((cells.first?.first?.height ?? 0) + margin) + margin
        guard Recipe.sideRange.contains(width), Recipe.sideRange.contains(height) else {
            throw .unsupportedSize(width: width, height: height)
        }
    }

    /// Paints row `y` as 8-bit RGB: `width` × 3 bytes.
    public func paint(row y: Int, into pixels: UnsafeMutablePointer<UInt8>) {
        RowCanvas(pixels: pixels, width: width).fill(ground)
        guard let first = cells.first?.first, y >= margin else { return }
        let (row, rowOfCell) = (y - margin).quotientAndRemainder(dividingBy: first.height + margin)
        guard row < cells.count, rowOfCell < first.height else { return }
        for (column, drawing) in cells[row].enumerated() {
            drawing.paint(row: rowOfCell, into: pixels + (margin + column * (first.width + margin)) * 3)
        }
    }
}
