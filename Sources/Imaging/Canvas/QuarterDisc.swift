/// A quarter of a disc about a corner of the pixel grid, worked out once and laid down in any of its four directions.
///
/// Where it meets the other edges of its square, it ends with the pixel: quarters side by side make a whole disc.
struct QuarterDisc {
    /// In pixels.
    let radius: Int
    private let rows: [Row]
    /// The soft ends of all rows, one after the other: how many eighths of each pixel are covered.
    private let softEnds: [UInt8]

    private struct Row {
        /// How many pixels are covered wholly, counted from the corner's column.
        var solid: Int32
        /// Where the soft end begins in the list.
        var softStart: Int32
    }

    /// Works out a quarter disc of a radius of at least one pixel.
    init(radius: Int) {
        self.radius = radius
        var rows: [Row] = []
        rows.reserveCapacity(radius + 1)
        var softEnds: [UInt8] = []
        softEnds.reserveCapacity(radius * 3)
        // Half pixels, so that the middles of pixels are whole numbers. As in `Disc`, the squared distance stands for
        // the distance within the pixel about the edge.
        let outer = (2 * radius + 1) * (2 * radius + 1)
        var solid = radius
        for row in 0..<radius {
            let rest = outer - (2 * row + 1) * (2 * row + 1)
            func coverage(_ column: Int) -> Int {
                (rest - (2 * column + 1) * (2 * column + 1) + radius / 2) / radius
            }
            while solid > 0, coverage(solid - 1) < 8 { solid -= 1 }
            rows.append(Row(solid: Int32(solid), softStart: Int32(softEnds.count)))
            var column = solid
            while column < radius {
                let covered = coverage(column)
                guard covered > 0 else { break }
                softEnds.append(UInt8(covered))
                column += 1
            }
        }
        rows.append(Row(solid: 0, softStart: Int32(softEnds.count)))
        self.rows = rows
        self.softEnds = softEnds
    }

    /// How many pixels are covered wholly in the row `row` rows from the corner; none from the radius on.
    func solid(row: Int) -> Int {
        row < radius ? Int(rows[row].solid) : 0
    }

    /// How many eighths of a pixel are covered.
    func coverage(row: Int, column: Int) -> Int {
        guard row < radius else { return 0 }
        let beyond = column - Int(rows[row].solid)
        guard beyond >= 0 else { return 8 }
        let place = Int(rows[row].softStart) + beyond
        return place < Int(rows[row + 1].softStart) ? Int(softEnds[place]) : 0
    }

    /// Lays the soft end of a row over what is there, from the corner's column to the right or to the left.
    func paintSoftEnd(row: Int, corner: Int, isToLeft: Bool, on canvas: RowCanvas, _ color: Color) {
        guard row < radius else { return }
        let solid = Int(rows[row].solid)
        let start = Int(rows[row].softStart)
        let end = Int(rows[row + 1].softStart)
        softEnds.withUnsafeBufferPointer { softEnds in
            for place in start..<end {
                let column = solid + place - start
                canvas.blend(
                    isToLeft ? corner - 1 - column : corner + column,
                    color,
                    coverage: Int(softEnds[place]) << 5
                )
            }
        }
    }
}
