/// The quarter discs that the pieces of a tiling are made of: few sizes, used again and again.
struct TileStock {
    private var discs: [QuarterDisc] = []
    private var rings: [(disc: Int, color: Color)] = []

    /// Keeps a quarter disc of a radius in pixels, and returns its place.
    mutating func disc(radius: Int) -> Int {
        let radius = max(radius, 1)
        if let place = discs.firstIndex(where: { $0.radius == radius }) { return place }
        discs.append(QuarterDisc(radius: radius))
        return discs.count - 1
    }

    /// Keeps the rings of a fan, the widest first.
    mutating func fan(isBottom: Bool, _ list: [(radius: Int, color: Color)]) -> TilePiece.Fan {
        let start = rings.count
        for ring in list { rings.append((disc(radius: ring.radius), ring.color)) }
        return TilePiece.Fan(isBottom: isBottom, rings: start..<rings.count)
    }

    /// Paints a piece's part of row `y`.
    func paint(_ piece: TilePiece, row y: Int, on canvas: RowCanvas) {
        let left = piece.square.left
        let right = left + piece.square.side
        let down = y - piece.square.top
        let up = piece.square.side - 1 - down
        switch piece.figure {
        case .plain:
            canvas.fill(left..<right, piece.ground)
        case .fans(let one, let other):
            let oneRow = one?.isBottom == true ? up : down
            let otherRow = other?.isBottom == true ? up : down
            let start = left + (one.map { reach($0, row: oneRow) } ?? 0)
            let end = right - (other.map { reach($0, row: otherRow) } ?? 0)
            if start < end { canvas.fill(start..<end, piece.ground) }
            if let one { paint(one, row: oneRow, corner: left, isToLeft: false, on: canvas) }
            if let other { paint(other, row: otherRow, corner: right, isToLeft: true, on: canvas) }
        case .leaf(let disc, let isFalling, let color):
            canvas.fill(left..<right, piece.ground)
            let disc = discs[disc]
            paintLeaf(
                disc,
                left..<right,
                leftRow: isFalling ? down : up,
                rightRow: isFalling ? up : down,
                canvas,
                color
            )
        case .triangle(let isRight, let isBottom, let color):
            let reach = isBottom ? down : up
            let edge = isRight ? right - 1 - reach : left + reach
            let (before, after) = isRight ? (piece.ground, color) : (color, piece.ground)
            canvas.fill(left..<edge, before)
            canvas.fill(edge..<right, after)
            canvas.blend(edge, before, coverage: 128)
        case .bars(let isUpright, let isBarFirst, let color):
            let (even, odd) = isBarFirst ? (color, piece.ground) : (piece.ground, color)
            // The last takes what is left when the side cannot be divided.
            let share = piece.square.side / 4
            guard isUpright else {
                canvas.fill(left..<right, min(down / share, 3) % 2 == 0 ? even : odd)
                return
            }
            canvas.fill(left..<right, even)
            canvas.fill(left + share..<left + 2 * share, odd)
            canvas.fill(left + 3 * share..<right, odd)
        }
    }

    /// How many pixels the widest ring of a fan covers wholly in a row, counted from its corner.
    private func reach(_ fan: TilePiece.Fan, row: Int) -> Int {
        discs[rings[fan.rings.lowerBound].disc].solid(row: row)
    }

    private func paint(_ fan: TilePiece.Fan, row: Int, corner: Int, isToLeft: Bool, on canvas: RowCanvas) {
        var outer = reach(fan, row: row)
        for place in fan.rings {
            let ring = rings[place]
            let isLast = place + 1 == fan.rings.upperBound
            let inner = isLast ? 0 : discs[rings[place + 1].disc].solid(row: row)
            canvas.fill(isToLeft ? corner - outer..<corner - inner : corner + inner..<corner + outer, ring.color)
            discs[ring.disc].paintSoftEnd(row: row, corner: corner, isToLeft: isToLeft, on: canvas, ring.color)
            outer = inner
        }
    }

    /// Paints what quarter discs about a corner on the left and about the opposite one share.
    private func paintLeaf(
        _ disc: QuarterDisc,
        _ columns: Range<Int>,
        leftRow: Int,
        rightRow: Int,
        _ canvas: RowCanvas,
        _ color: Color
    ) {
        let start = columns.upperBound - disc.solid(row: rightRow)
        let end = columns.lowerBound + disc.solid(row: leftRow)
        if start < end {
            canvas.fill(start..<end, color)
            disc.paintSoftEnd(row: leftRow, corner: columns.lowerBound, isToLeft: false, on: canvas, color)
            disc.paintSoftEnd(row: rightRow, corner: columns.upperBound, isToLeft: true, on: canvas, color)
            return
        }
        // A tip: no pixel is covered wholly, and some by a part of each disc.
        for x in end..<start {
            let fromLeft = disc.coverage(row: leftRow, column: x - columns.lowerBound)
            let fromRight = disc.coverage(row: rightRow, column: columns.upperBound - 1 - x)
            canvas.blend(x, color, coverage: (fromLeft + fromRight - 8) << 5)
        }
    }
}
