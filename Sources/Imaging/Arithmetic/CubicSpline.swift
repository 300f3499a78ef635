/// Uniform cubic B-splines over the plane: smooth up to the second derivative, and within the range of their knots.
enum CubicSpline {
    /// How many points of the refined grid lie between knots.
    static let refinement = 4

    /// What four knots in a row weigh at each quarter of the way from the second to the third, in 65,536ths.
    private static let weights: [(Int, Int, Int, Int)] = [
        (10_923, 43_690, 10_923, 0), (4_608, 40_107, 20_650, 171), (1_365, 31_403, 31_403, 1_365),
        (171, 20_650, 40_107, 4_608),
    ]

    /// The spline at every point of a grid, row by row, of knots at every fourth point and just outside.
    static func refine(columns: Int, rows: Int, knot: (_ column: Int, _ row: Int) -> Int) -> [Int32] {
        let knotColumns = (columns - 1) / refinement + 4
        let knotRows = (rows - 1) / refinement + 4
        // First the columns between knots, in the rows of the knots.
        var wide: [Int32] = []
        wide.reserveCapacity(columns * knotRows)
        var line = [Int](repeating: 0, count: knotColumns)
        for row in 0..<knotRows {
            for column in 0..<knotColumns {
                line[column] = knot((column - 1) * refinement, (row - 1) * refinement)
            }
            for column in 0..<columns {
                let first = column / refinement
                wide.append(
                    weigh((line[first], line[first + 1], line[first + 2], line[first + 3]), at: column % refinement)
                )
            }
        }
        return [Int32](unsafeUninitializedCapacity: columns * rows) { refined, count in
            for row in 0..<rows {
                let first = row / refinement * columns
                for column in 0..<columns {
                    wide.withUnsafeBufferPointer { wide in
                        refined[row &* columns &+ column] = weigh(
                            (
                                Int(wide[first &+ column]), Int(wide[first &+ column &+ columns]),
                                Int(wide[first &+ column &+ 2 &* columns]), Int(wide[first &+ column &+ 3 &* columns])
                            ),
                            at: row % refinement
                        )
                    }
                }
            }
            count = columns * rows
        }
    }

    /// The spline between the second and the third of four knots, at so many quarters of the way.
    private static func weigh(_ knots: (Int, Int, Int, Int), at quarter: Int) -> Int32 {
        let weights = weights[quarter]
        let sum =
            knots.0 &* weights.0 &+ knots.1 &* weights.1 &+ knots.2 &* weights.2 &+ knots.3 &* weights.3
        return Int32(truncatingIfNeeded: sum >> 16)
    }
}
