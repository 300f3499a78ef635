/// The pieces of a tiling, collected figure by figure.
struct TileMosaic {
    private(set) var stock = TileStock()
    private(set) var pieces: [TilePiece] = []

    /// Adds a piece.
    mutating func add(_ figure: TilePiece.Figure, in square: TilePiece.Square, ground: Color) {
        pieces.append(TilePiece(square: square, ground: ground, figure: figure))
    }

    /// Keeps quarter discs about a corner, the widest first, for a figure.
    mutating func fan(isBottom: Bool, _ rings: [(radius: Int, color: Color)]) -> TilePiece.Fan {
        stock.fan(isBottom: isBottom, rings)
    }

    /// Adds the pieces of a motif in a square with sides of an even number of pixels.
    mutating func add(_ motif: TileMotif, _ turn: TileMotif.Turn, in square: TilePiece.Square, _ inks: TileMotif.Inks) {
        if let figure = wholeFigure(motif, turn, side: square.side, inks) {
            add(figure, in: square, ground: inks.ground)
            return
        }
        let half = square.side / 2
        for (isRight, isBottom) in [(false, false), (true, false), (false, true), (true, true)] {
            let quarter = TilePiece.Square(
                left: square.left + (isRight ? half : 0),
                top: square.top + (isBottom ? half : 0),
                side: half
            )
            let figure = quarterFigure(motif, turn, isRight: isRight, isBottom: isBottom, side: half, inks)
            add(figure, in: quarter, ground: inks.ground)
        }
    }

    /// The figure of a motif that is a single piece; nil for others.
    private mutating func wholeFigure(
        _ motif: TileMotif,
        _ turn: TileMotif.Turn,
        side: Int,
        _ inks: TileMotif.Inks
    ) -> TilePiece.Figure? {
        func corner(_ rings: [(radius: Int, color: Color)]) -> TilePiece.Figure {
            oneFan(isRight: turn.isRight, isBottom: turn.isBottom, rings)
        }
        switch motif {
        case .plain: return .plain
        case .quarter: return corner([(side, inks.figure)])
        case .eye: return corner([(side, inks.figure), (side / 2, inks.detail)])
        case .rainbow:
            return corner([
                (side, inks.figure), (side * 3 / 4, inks.ground), (side / 2, inks.figure), (side / 4, inks.detail),
            ])
        case .leaf:
            return .leaf(disc: stock.disc(radius: side), isFalling: turn.isRight == turn.isBottom, inks.figure)
        case .triangle: return .triangle(isRight: turn.isRight, isBottom: turn.isBottom, inks.figure)
        case .bars:
            let isBarFirst = turn.isUpright ? turn.isRight : turn.isBottom
            return .bars(isUpright: turn.isUpright, isBarFirst: isBarFirst, inks.figure)
        case .half, .waves, .disc, .ring, .petals, .diamond, .bowTie: return nil
        }
    }

    /// The figure of one quarter of a motif that is made of four pieces; `side` is that of a quarter.
    private mutating func quarterFigure(
        _ motif: TileMotif,
        _ turn: TileMotif.Turn,
        isRight: Bool,
        isBottom: Bool,
        side: Int,
        _ inks: TileMotif.Inks
    ) -> TilePiece.Figure {
        func middle(_ rings: [(radius: Int, color: Color)]) -> TilePiece.Figure {
            oneFan(isRight: !isRight, isBottom: !isBottom, rings)
        }
        switch motif {
        case .half, .waves:
            // On the side where the first half disc lies, and in waves behind it.
            let isFirst = turn.isUpright ? isRight == turn.isRight : isBottom == turn.isBottom
            if motif == .half, !isFirst { return .plain }
            return oneFan(
                isRight: turn.isUpright ? turn.isRight : !isRight,
                isBottom: turn.isUpright ? !isBottom : turn.isBottom,
                [(side, isFirst ? inks.figure : inks.detail)]
            )
        case .disc: return middle([(side, inks.figure)])
        case .ring: return middle([(side, inks.figure), (side * 2 / 3, inks.ground), (side / 3, inks.detail)])
        case .petals: return .leaf(disc: stock.disc(radius: side), isFalling: isRight == isBottom, inks.figure)
        case .diamond: return .triangle(isRight: !isRight, isBottom: !isBottom, inks.figure)
        case .bowTie:
            return .triangle(isRight: isRight != turn.isUpright, isBottom: isBottom == turn.isUpright, inks.figure)
        case .plain, .quarter, .eye, .rainbow, .leaf, .triangle, .bars: return .plain
        }
    }

    private mutating func oneFan(
        isRight: Bool,
        isBottom: Bool,
        _ rings: [(radius: Int, color: Color)]
    ) -> TilePiece.Figure {
        let fan = stock.fan(isBottom: isBottom, rings)
        return .fans(left: isRight ? nil : fan, right: isRight ? fan : nil)
    }
}
