/// A landscape of heights, from which the edges between levels are read row by row.
///
/// Heights are smooth, for edges without kinks: a cubic B-spline over knots, the only places where heights are computed.
/// It is settled on a grid four times as fine and bilinear between the grid's points: a row then comes to a level at
/// places that a division finds exactly, and nothing is computed per pixel. Cells of the grid far from any edge are
/// left out beforehand.
struct LevelField {
    /// Heights in 65,536ths of a level, row by row of the grid.
    let heights: [Int32]
    let columns: Int
    let rows: Int
    /// The distance between grid points in pixels, a power of two, as its logarithm.
    let scale: Int
    /// How far the grid begins to the left of and above the picture, in cells.
    let margin: Int
    /// The columns of the cells near an edge, row by row of the grid.
    let cells: [Int32]
    /// Where each row of the grid begins in `cells`, and the end of the last.
    let starts: [Int]

    /// Settles the heights of a picture and of what surrounds it as far as `border` pixels.
    ///
    /// `sample` gives the height at a place in pixels, in 65,536ths of a level. The distance between knots is `detail`
    /// pixels or somewhat less, and 4 to 128. Cells count as near an edge within `reach` 256ths of a pixel.
    init(width: Int, height: Int, detail: Int, border: Int, reach: Int, sample: (_ x: Int, _ y: Int) -> Int) {
        let scale = Int.bitWidth - 3 - min(max(detail, 4), 128).leadingZeroBitCount
        self.scale = scale
        margin = border >> scale + 1
        columns = width >> scale + 2 + 2 * margin
        rows = height >> scale + 2 + 2 * margin
        heights = CubicSpline.refine(columns: columns, rows: rows) { [margin] column, row in
            sample((column - margin) << scale, (row - margin) << scale)
        }
        (cells, starts) = Self.cells(heights, columns: columns, rows: rows, reach: reach >> scale)
    }

    /// Lists the cells through which an edge goes, or passes by within `reach` 256ths of a cell.
    private static func cells(_ heights: [Int32], columns: Int, rows: Int, reach: Int) -> ([Int32], [Int]) {
        var cells: [Int32] = []
        cells.reserveCapacity(columns * rows / 2)
        var starts = [0]
        starts.reserveCapacity(rows)
        heights.withUnsafeBufferPointer { heights in
            for row in 0..<rows - 1 {
                let upper = row * columns
                let lower = upper + columns
                /// The least and the greatest height at one side of a cell.
                func side(_ column: Int) -> (least: Int, most: Int) {
                    let (one, other) = (Int(heights[upper &+ column]), Int(heights[lower &+ column]))
                    return (min(one, other), max(one, other))
                }
                var left = side(0)
                for column in 1..<columns {
                    let right = side(column)
                    let least = min(left.least, right.least)
                    let most = max(left.most, right.most)
                    let slack = ((most &- least) &* reach) >> 8
                    if (least &- slack) >> 16 != (most &+ slack) >> 16 {
                        cells.append(Int32(truncatingIfNeeded: column &- 1))
                    }
                    left = right
                }
                starts.append(cells.count)
            }
        }
        return (cells, starts)
    }
}
