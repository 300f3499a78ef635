extension ReceiptStrip {
    /// The least difference, in steps of luma, between the darkest and the lightest cell of a strip.
    private static let leastContrast = 8

    /// Reads the identifier that a picture carries, whatever it was scaled to; nil when it carries none.
    static func read(_ image: ReferenceImage) -> UInt64? {
        for columns in ReceiptGrid.columnChoices where columns <= image.width {
            let grid = ReceiptGrid(width: image.width, columns: columns)
            guard grid.height <= image.height else { continue }
            let levels = levels(of: grid, in: image)
            guard let threshold = threshold(between: levels) else { continue }
            if let code = ReceiptCode(cells: levels.map { $0 > threshold }) { return code.identifier }
        }
        return nil
    }

    /// How light each cell is, in 256ths of a step of luma: the mean of nine points about its middle.
    private static func levels(of grid: ReceiptGrid, in image: ReferenceImage) -> [Int] {
        let (width, height) = (ReceiptGrid.cellWidth, ReceiptGrid.cellHeight)
        return image.pixels.withUnsafeBufferPointer { pixels in
            let field = LumaField(width: image.width, height: image.height, pixels: pixels)
            return (0..<ReceiptCode.count).map { cell in
                let left = cell % grid.columns * width
                let below = ReceiptGrid.margin + (grid.lines - 1 - cell / grid.columns) * height
                var sum = 0
                for eighths in 3...5 {
                    let depth = grid.position(below + height * eighths / 8)
                    for eighths in 3...5 {
                        let x = grid.position(left + width * eighths / 8)
                        sum += field.level(x: x, y: image.height << 8 - depth)
                    }
                }
                return sum / 9
            }
        }
    }

    /// The level that parts dark cells from light ones, halfway between the means of both; nil when they are too much
    /// alike.
    private static func threshold(between levels: [Int]) -> Int? {
        func mean(_ levels: [Int]) -> Int { levels.reduce(0, +) / levels.count }
        guard let darkest = levels.min(), let lightest = levels.max(),
            lightest - darkest >= leastContrast << 8
        else { return nil }
        // The mean of all lies nearer to what most cells are, and two steps bring it to the middle. The extremes would
        // be a worse start: a single spot moves them.
        var threshold = mean(levels)
        for _ in 0..<2 {
            threshold = (mean(levels.filter { $0 <= threshold }) + mean(levels.filter { $0 > threshold })) / 2
        }
        return threshold
    }
}

/// A picture's lightness at any point, between the middles of pixels in proportion to how near they are.
private struct LumaField {
    let width: Int
    let height: Int
    let pixels: UnsafeBufferPointer<UInt8>

    /// The lightness in 256ths of a step, at a point given in 256ths of a pixel.
    func level(x: Int, y: Int) -> Int {
        // The middle of pixel n lies at n + ½.
        let (column, right) = ((x - 128) >> 8, (x - 128) & 0xFF)
        let (row, down) = ((y - 128) >> 8, (y - 128) & 0xFF)
        let upper = luma(column, row) * (256 - right) + luma(column + 1, row) * right
        let lower = luma(column, row + 1) * (256 - right) + luma(column + 1, row + 1) * right
        return (upper * (256 - down) + lower * down) >> 16
    }

    /// The lightness of a pixel, of the nearest one for a place outside.
    private func luma(_ column: Int, _ row: Int) -> Int {
        let pixel = min(max(row, 0), height - 1) * width + min(max(column, 0), width - 1)
        // The weights of ITU-R BT.601, in 256ths.
        return Int(pixels[pixel * 3]) * 77 + Int(pixels[pixel * 3 + 1]) * 150 + Int(pixels[pixel * 3 + 2]) * 29
    }
}
