/// Bands that lead from cell to cell round their corners, one way or the other by chance, and wind through the picture.
///
/// They are Truchet's tiles as Smith drew them ("The tiling patterns of Sebastien Truchet", Leonardo 20, 1987).
struct TruchetPlan {
    private let grid: TileGrid
    /// Row by row, whether a cell's bands go round its upper left and lower right corners or round the other two.
    private let isFalling: [Bool]
    /// The edges of the bands about a corner, in sixteenths of the side; the corner is filled if there is only one.
    private let edges: [Int]
    private let scale: ToneScale
    /// Whether the ground changes its tone from row to row.
    private let isGraded: Bool

    init(_ grid: TileGrid, _ scale: ToneScale, _ random: inout SeededRandom) {
        self.grid = grid
        self.scale = scale
        isFalling = (0..<grid.columns * grid.rows).map { _ in random.chance(1, in: 2) }
        edges = [[8], [10, 6], [10, 6], [11, 5], [11, 9, 7, 5]][random.number(in: 0...4)]
        isGraded = random.chance(1, in: 2)
    }

    /// Adds all bands to a mosaic.
    func lay(on mosaic: inout TileMosaic) {
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let isFalling = isFalling[row * grid.columns + column]
                var ground = scale.tones[isGraded ? row * 4 / grid.rows : 0]
                var band = scale.tones[5]
                // Filled corners and what lies between them change parts with every other corner, and join to areas.
                if edges.count == 1, (row + column) % 2 == (isFalling ? 0 : 1) { swap(&ground, &band) }
                let left = rings(column, isFalling ? row : row + 1, ground, band)
                let right = rings(column + 1, isFalling ? row + 1 : row, ground, band)
                mosaic.add(
                    .fans(
                        left: mosaic.fan(isBottom: !isFalling, left),
                        right: mosaic.fan(isBottom: isFalling, right)
                    ),
                    in: grid.square(column: column, row: row),
                    ground: ground
                )
            }
        }
    }

    /// The quarter discs about a corner, counted from the upper left one.
    private func rings(_ column: Int, _ row: Int, _ ground: Color, _ band: Color) -> [(radius: Int, color: Color)] {
        var rings = edges.enumerated().map { index, edge in
            (radius: grid.side * edge / 16, color: index % 2 == 0 ? band : ground)
        }
        if isRounded(column, row) {
            let accent = scale.standingOut(from: edges.count == 1 ? band : ground, among: scale.accents)
            if edges.count == 1 {
                rings[0].color = accent
            } else {
                rings.append((radius: grid.side * 3 / 16, color: accent))
            }
        }
        return rings
    }

    /// Whether the bands of all cells about a corner go round it, and make a circle.
    private func isRounded(_ column: Int, _ row: Int) -> Bool {
        [(-1, -1, true), (0, -1, false), (-1, 0, false), (0, 0, true)].allSatisfy { right, down, goesRound in
            let (column, row) = (column + right, row + down)
            guard (0..<grid.columns).contains(column), (0..<grid.rows).contains(row) else { return true }
            return isFalling[row * grid.columns + column] == goesRound
        }
    }
}
