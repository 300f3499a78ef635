/// The silhouette of one range of hills: everything below a line that has one height in every column.
struct Ridge {
    /// The line's height in each column, in 256ths of a pixel from the top, at the column's middle.
    private let tops: [Int32]
    /// The extents of every block of columns, and of every group of blocks.
    private let blocks: [Extent]
    private let groups: [Extent]
    /// From where down some of the row is covered, and from where down all of it is.
    let highest: Int
    let lowest: Int

    private static let blockWidth = 16
    private static let blocksInGroup = 8

    /// From where down a part of some columns is covered, and from where down all of them are.
    private struct Extent {
        var highest: Int
        var lowest: Int

        func union(_ other: Extent) -> Extent {
            Extent(highest: min(highest, other.highest), lowest: max(lowest, other.lowest))
        }
    }

    /// Makes a silhouette of the heights of all columns.
    init(tops: [Int32]) {
        self.tops = tops
        var blocks: [Extent] = []
        for start in stride(from: 0, to: tops.count, by: Self.blockWidth) {
            // The neighbours count too, since they decide how soft the edge is.
            let around = tops[max(start - 1, 0)..<min(start + Self.blockWidth + 1, tops.count)]
            let top = Int(around.min() ?? 0)
            let bottom = Int(around.max() ?? 0)
            let softness = (256 + (bottom - top)) / 2
            blocks.append(Extent(highest: top - softness, lowest: bottom + softness))
        }
        let groups = stride(from: 0, to: blocks.count, by: Self.blocksInGroup).map { start in
            blocks[start..<min(start + Self.blocksInGroup, blocks.count)].reduce(blocks[start]) { $0.union($1) }
        }
        highest = groups.map(\.highest).min() ?? 0
        lowest = groups.map(\.lowest).max() ?? 0
        self.blocks = blocks
        self.groups = groups
    }

    /// Paints the part of row `y` that lies below the line.
    func paint(row y: Int, on canvas: RowCanvas, _ color: Color) {
        let middle = y << 8 + 128
        guard middle > highest else { return }
        var covered = 0..<0
        for (index, group) in groups.enumerated() where middle > group.highest {
            let first = index * Self.blocksInGroup
            let last = min(first + Self.blocksInGroup, blocks.count)
            if middle >= group.lowest {
                extend(&covered, to: first..<last, on: canvas, color)
                continue
            }
            for block in first..<last where middle > blocks[block].highest {
                if middle >= blocks[block].lowest {
                    extend(&covered, to: block..<block + 1, on: canvas, color)
                } else {
                    paintEdge(columns(of: block..<block + 1), middle: middle, on: canvas, color)
                }
            }
        }
        canvas.fill(columns(of: covered), color)
    }

    /// Joins blocks to those that are covered just before them, or fills those and begins anew.
    private func extend(_ covered: inout Range<Int>, to blocks: Range<Int>, on canvas: RowCanvas, _ color: Color) {
        if covered.upperBound == blocks.lowerBound {
            covered = covered.lowerBound..<blocks.upperBound
        } else {
            canvas.fill(columns(of: covered), color)
            covered = blocks
        }
    }

    private func columns(of blocks: Range<Int>) -> Range<Int> {
        let end = min(blocks.upperBound * Self.blockWidth, tops.count)
        return min(blocks.lowerBound * Self.blockWidth, end)..<end
    }

    private func paintEdge(_ columns: Range<Int>, middle: Int, on canvas: RowCanvas, _ color: Color) {
        tops.withUnsafeBufferPointer { tops in
            var left = Int(tops[max(columns.lowerBound - 1, 0)])
            var top = Int(tops[columns.lowerBound])
            for x in columns {
                let right = Int(tops[min(x &+ 1, tops.count &- 1)])
                // The edge is as soft as a pixel is wide across it: 1 + |slope| rows.
                let softness = 256 &+ abs(right &- left) >> 1
                let depth = middle &- top
                if depth &* 2 >= softness {
                    canvas[x] = color
                } else if depth &* 2 > -softness {
                    canvas.blend(x, color, coverage: 128 &+ depth << 8 / softness)
                }
                left = top
                top = right
            }
        }
    }
}
