/// The pieces of a tiling, sorted by the rows that they meet.
struct TileStrips {
    /// Strip by strip, and in a strip from left to right.
    private let pieces: [TilePiece]
    /// The pieces of each strip.
    private let strips: [Range<Int>]
    private let top: Int
    /// Half a cell: the smallest piece has that side, and all begin at a multiple of it.
    private let height: Int

    init(_ all: [TilePiece], _ grid: TileGrid) {
        let height = grid.side / 2
        var inStrips: [[TilePiece]] = Array(repeating: [], count: grid.rows * 2)
        for piece in all {
            let first = (piece.square.top - grid.top) / height
            let end = min(first + piece.square.side / height, inStrips.count)
            for strip in first..<end { inStrips[strip].append(piece) }
        }
        var pieces: [TilePiece] = []
        strips = inStrips.map { strip in
            let start = pieces.count
            pieces += strip.sorted { $0.square.left < $1.square.left }
            return start..<pieces.count
        }
        self.pieces = pieces
        self.height = height
        top = grid.top
    }

    /// Hands over the pieces that row `y` meets.
    func forEach(inRow y: Int, _ body: (TilePiece) -> Void) {
        pieces.withUnsafeBufferPointer { pieces in
            for place in strips[(y - top) / height] { body(pieces[place]) }
        }
    }
}
