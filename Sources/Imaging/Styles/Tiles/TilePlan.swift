/// Which figure lies where in a tiling.
struct TilePlan {
    /// A figure and the cells that it takes.
    private struct Cell {
        var column: Int
        var row: Int
        /// How many cells it takes in both directions.
        var span: Int
        var motif: TileMotif
        var turn: TileMotif.Turn
        var inks: TileMotif.Inks
    }

    /// How the picture is made of a block of cells.
    enum Symmetry: Equatable {
        /// The block is the whole picture.
        case none
        /// It is the upper left quarter; halves alone would look back as faces.
        case mirrored
        /// It is a small square, repeated all over, each time mirrored or not.
        case repeated(period: Int, isMirrored: Bool)

        init(mayBeNone: Bool, _ random: inout SeededRandom) {
            switch random.number(in: mayBeNone ? 0...2 : 1...2) {
            case 0: self = .none
            case 1: self = .mirrored
            default: self = .repeated(period: random.number(in: 2...4), isMirrored: random.chance(1, in: 2))
            }
        }

        /// How many cells there are to the picture's measure: the more order, the more of them the eye can take.
        var cells: ClosedRange<Int> {
            switch self {
            case .none: 4...7
            case .mirrored: 5...8
            case .repeated: 4...8
            }
        }
    }

    private let grid: TileGrid
    private var cells: [Cell] = []

    /// Chooses figures of a family.
    init(
        _ grid: TileGrid,
        _ symmetry: Symmetry,
        _ family: TileMotif.Family,
        _ coloring: TileColoring,
        _ random: inout SeededRandom
    ) {
        self.grid = grid
        let (columns, rows, isMirrored) =
            switch symmetry {
            case .none: (grid.columns, grid.rows, false)
            case .mirrored: (grid.columns / 2, grid.rows / 2, true)
            case .repeated(let period, let isMirrored): (period, period, isMirrored)
            }
        let block = Self.block(columns, rows, of: grid, family.motifs, coloring, &random)
        for top in stride(from: 0, to: grid.rows, by: rows) {
            for left in stride(from: 0, to: grid.columns, by: columns) {
                let isFlippedAcross = isMirrored && left / columns % 2 == 1
                let isFlippedDown = isMirrored && top / rows % 2 == 1
                for cell in block {
                    var copy = cell
                    copy.column = left + (isFlippedAcross ? columns - cell.column - cell.span : cell.column)
                    copy.row = top + (isFlippedDown ? rows - cell.row - cell.span : cell.row)
                    guard copy.column < grid.columns, copy.row < grid.rows else { continue }
                    copy.turn.isRight = cell.turn.isRight != isFlippedAcross
                    copy.turn.isBottom = cell.turn.isBottom != isFlippedDown
                    cells.append(copy)
                }
            }
        }
    }

    /// Fills a block, first with a few large figures and then with small ones.
    private static func block(
        _ columns: Int,
        _ rows: Int,
        of grid: TileGrid,
        _ motifs: [TileMotif],
        _ coloring: TileColoring,
        _ random: inout SeededRandom
    ) -> [Cell] {
        var isTaken = Array(repeating: false, count: columns * rows)
        var cells: [Cell] = []
        func add(_ motif: TileMotif, column: Int, row: Int, span: Int, isFocus: Bool = false) {
            let turn = TileMotif.Turn(&random)
            let across = (2 * column + span) * 128 / grid.columns
            let down = (2 * row + span) * 128 / grid.rows
            let inks = isFocus ? coloring.focus : coloring.inks(across: across, down: down, &random)
            cells.append(Cell(column: column, row: row, span: span, motif: motif, turn: turn, inks: inks))
        }
        let short = min(columns, rows)
        let large = motifs.filter { ![.plain, .bars, .waves, .ring].contains($0) }
        for index in 0..<(short > 2 ? random.number(in: 0...3) : 0) {
            let span = index == 0 && short > 4 ? random.number(in: 2...3) : 2
            let column = random.number(in: 0...columns - span)
            let row = random.number(in: 0...rows - span)
            let places = (row..<row + span).flatMap { row in (column..<column + span).map { row * columns + $0 } }
            guard !places.contains(where: { isTaken[$0] }) else { continue }
            for place in places { isTaken[place] = true }
            let motif = large[random.number(in: 0...large.count - 1)]
            add(motif, column: column, row: row, span: span, isFocus: index == 0)
        }
        var last = TileMotif.plain
        for place in isTaken.indices where !isTaken[place] {
            let motif = motifs[random.number(in: 0...motifs.count - 1)]
            // Two plain cells on end would leave little to see, and two rings too much.
            last = motif == last && [.plain, .ring].contains(motif) ? motifs[0] : motif
            add(last, column: place % columns, row: place / columns, span: 1)
        }
        return cells
    }

    /// Adds all figures to a mosaic.
    func lay(on mosaic: inout TileMosaic) {
        for cell in cells {
            let square = grid.square(column: cell.column, row: cell.row, span: cell.span)
            mosaic.add(cell.motif, cell.turn, in: square, cell.inks)
        }
    }
}
