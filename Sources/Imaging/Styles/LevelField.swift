/// A landscape of heights, sampled on a grid, from which the edges between levels are read row by row.
///
/// The heights are computed at the grid's points alone and taken as bilinear between them: a row then crosses a level
/// at places that a division finds exactly, and nothing is computed per pixel.
struct LevelField {
    /// Heights in 65,536ths of a level, row by row of the grid.
    private let heights: [Int32]
    private let columns: Int
    private let rows: Int
    /// The distance between grid points, in pixels.
    private let cell: Int
    /// How far the grid begins to the left of and above the picture, in cells.
    private let margin: Int

    /// Where a row comes to another level.
    struct Crossing {
        /// In 256ths of a pixel.
        var position: Int
        /// Over how much to either side the edge is soft, in 256ths of a pixel.
        var softness: Int
        /// The level behind the edge.
        var level: Int
    }

    /// Samples heights, given in 65,536ths of a level at a place in pixels, on a picture and on what surrounds it as
    /// far as `border` pixels.
    init(width: Int, height: Int, cell: Int, border: Int, sample: (_ x: Int, _ y: Int) -> Int) {
        self.cell = cell
        margin = border / cell + 1
        columns = width / cell + 2 + 2 * margin
        rows = height / cell + 2 + 2 * margin
        var heights: [Int32] = []
        heights.reserveCapacity(columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                heights.append(Int32(clamping: sample((column - margin) * cell, (row - margin) * cell)))
            }
        }
        self.heights = heights
    }

    /// Hands over the crossings of the row through `y` from left to right, the first being the level at the left end.
    ///
    /// `y` is in 256ths of a pixel; the crossings are moved to the right by `shift` 256ths of a pixel.
    func scan(y: Int, shift: Int, _ found: (Crossing) -> Void) {
        let spacing = cell << 8
        let down = min(max(y + margin * spacing, 0), (rows - 1) * spacing - 1)
        let row = down / spacing
        let fraction = (down % spacing) << 16 / spacing
        heights.withUnsafeBufferPointer { heights in
            let upper = row * columns
            let lower = upper + columns
            func height(_ column: Int) -> Int {
                FixedPoint.interpolate(Int(heights[upper + column]), Int(heights[lower + column]), fraction)
            }
            var left = height(0)
            var level = left >> 16
            var edge = shift - margin * spacing
            found(Crossing(position: edge, softness: 0, level: level))
            for column in 1..<columns {
                let right = height(column)
                let next = right >> 16
                while level != next {
                    let threshold = (next > level ? level + 1 : level) << 16
                    let across = right - left
                    let along = Int(heights[lower + column] - heights[upper + column])
                    level += next > level ? 1 : -1
                    found(
                        Crossing(
                            position: edge + (threshold - left) * spacing / across,
                            softness: Self.softness(across: abs(across), along: abs(along)),
                            level: level
                        )
                    )
                }
                left = right
                edge += spacing
            }
        }
    }

    /// Half the width, along the row, of an edge that is one pixel wide across; eight pixels at most.
    private static func softness(across: Int, along: Int) -> Int {
        let steepness = max(across, along) + min(across, along) / 2
        return min(128 * steepness / across, 8 * 256)
    }
}
