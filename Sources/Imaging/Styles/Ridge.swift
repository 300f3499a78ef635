/// The silhouette of one range of hills: everything below a line that has one height in every column.
struct Ridge {
    /// The line's height in each column, in 256ths of a pixel from the top, at the column's middle.
    private let tops: [Int32]
    /// Of every block of columns, from where down the edge may be seen, and from where down everything is covered.
    private let blocks: [(highest: Int, lowest: Int)]
    /// From where down some of the row is covered, and from where down all of it is.
    let highest: Int
    let lowest: Int

    private static let blockWidth = 16

    /// Makes a silhouette of the heights of all columns.
    init(tops: [Int32]) {
        self.tops = tops
        var blocks: [(highest: Int, lowest: Int)] = []
        for start in stride(from: 0, to: tops.count, by: Self.blockWidth) {
            // The neighbours count too, since they decide how soft the edge is.
            let around = tops[max(start - 1, 0)..<min(start + Self.blockWidth + 1, tops.count)]
            let top = Int(around.min() ?? 0)
            let bottom = Int(around.max() ?? 0)
            let softness = (256 + (bottom - top)) / 2
            blocks.append((highest: top - softness, lowest: bottom + softness))
        }
        highest = blocks.map(\.highest).min() ?? 0
        lowest = blocks.map(\.lowest).max() ?? 0
        self.blocks = blocks
    }

    /// Paints the part of row `y` that lies below the line.
    func paint(row y: Int, on canvas: RowCanvas, _ color: Color) {
        let middle = y << 8 + 128
        var run = 0..<0
        for (index, block) in blocks.enumerated() where middle > block.highest {
            let start = index * Self.blockWidth
            let end = min(start + Self.blockWidth, tops.count)
            if middle >= block.lowest {
                if run.upperBound == start {
                    run = run.lowerBound..<end
                } else {
                    canvas.fill(run, color)
                    run = start..<end
                }
            } else {
                paintEdge(start..<end, middle: middle, on: canvas, color)
            }
        }
        canvas.fill(run, color)
    }

    private func paintEdge(_ columns: Range<Int>, middle: Int, on canvas: RowCanvas, _ color: Color) {
        for x in columns {
            let rise = Int(tops[min(x + 1, tops.count - 1)]) - Int(tops[max(x - 1, 0)])
            // The edge is as soft as a pixel is wide across it: 1 + |slope| rows.
            let softness = 256 + abs(rise) / 2
            let depth = middle - Int(tops[x])
            if depth * 2 >= softness {
                canvas.fill(x..<x + 1, color)
            } else if depth * 2 > -softness {
                canvas.blend(x, color, coverage: 128 + depth << 8 / softness)
            }
        }
    }
}
