/// A recipe's identifier in the pixels: a thin code along the picture's lower edge, as film has along its own.
///
/// It outlives what takes the metadata away: another encoder, another format, another size.
struct ReceiptStrip {
    /// The rows of the picture that the strip takes, down to the last.
    let rows: Range<Int>
    private let grid: ReceiptGrid
    private let code: ReceiptCode

    private static let ground = Color(0x141619)
    private static let bar = Color(0x665741)

    /// Lays out the strip of a picture; nil for one that is too small for it.
    init?(identifier: UInt64, width: Int, height: Int) {
        guard let grid = ReceiptGrid(width: width, height: height) else { return nil }
        self.grid = grid
        rows = height - grid.height..<height
        code = ReceiptCode(identifier: identifier)
    }

    /// Paints the strip's part of row `y` over what was painted there; nothing outside `rows`.
    func paint(row y: Int, on canvas: RowCanvas) {
        guard rows.contains(y) else { return }
        canvas.fill(Self.ground)
        let depth = rows.upperBound - 1 - y
        let line = (0..<grid.lines).first { line in
            let start = ReceiptGrid.margin + line * ReceiptGrid.cellHeight
            return (grid.edge(start)..<grid.edge(start + ReceiptGrid.cellHeight)).contains(depth)
        }
        guard let line else { return }
        // The code reads from the top left to the bottom right.
        let first = (grid.lines - 1 - line) * grid.columns
        for column in 0..<grid.columns where code[first + column] {
            let start = column * ReceiptGrid.cellWidth
            canvas.fill(grid.edge(start)..<grid.edge(start + ReceiptGrid.cellWidth), Self.bar)
        }
    }
}
