/// The square cells that cover a picture.
struct TileGrid {
    /// The side of a cell in pixels, an even number.
    let side: Int
    let columns: Int
    let rows: Int
    /// Where the first column begins, in pixels: as far outside the picture as the last one ends.
    let left: Int
    /// Where the first row begins.
    let top: Int

    /// Lays as many cells as it takes, in even numbers if so told.
    private init(_ scene: Scene, side: Int, isEven: Bool) {
        func count(_ length: Int) -> Int {
            let count = (length + side - 1) / side
            return isEven ? count + count % 2 : count
        }
        self.side = side
        columns = count(scene.width)
        rows = count(scene.height)
        left = (scene.width - columns * side) / 2
        top = (scene.height - rows * side) / 2
    }

    /// Lays about so many cells to the picture's measure, of a size that leaves little of the outer ones outside.
    init(_ scene: Scene, cells: ClosedRange<Int>, isEven: Bool, _ random: inout SeededRandom) {
        let short = min(scene.width, scene.height)
        func onShortSide(_ count: Int) -> Int { ((short << 8) * count + scene.unit - 1) / scene.unit }
        let grids = (onShortSide(cells.lowerBound)...onShortSide(cells.upperBound)).map { count in
            TileGrid(scene, side: max((short + 2 * count - 1) / (2 * count) * 2, 4), isEven: isEven)
        }
        // In percent of a cell.
        func lost(_ grid: TileGrid) -> Int { max(-grid.left, -grid.top) * 100 / grid.side }
        let least = grids.map(lost).min() ?? 0
        let fitting = grids.filter { lost($0) <= max(least, 18) }
        self = fitting[random.number(in: 0...fitting.count - 1)]
    }

    /// The square of a number of cells in both directions.
    func square(column: Int, row: Int, span: Int = 1) -> TilePiece.Square {
        TilePiece.Square(left: left + column * side, top: top + row * side, side: span * side)
    }
}
