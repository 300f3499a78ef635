/// A square of a tiling with one simple figure in it.
struct TilePiece {
    var square: Square
    /// The colour behind the figure.
    var ground: Color
    var figure: Figure

    /// Where a square lies, in pixels.
    struct Square {
        var left: Int
        var top: Int
        var side: Int
    }

    /// What is seen in a square.
    enum Figure {
        case plain
        /// Quarter discs about a corner on the left side, on the right side, or on both, which must not touch.
        case fans(left: Fan?, right: Fan?)
        /// What quarter discs about two opposite corners share: the upper left and its opposite if it falls, else the
        /// others.
        case leaf(disc: Int, isFalling: Bool, Color)
        /// Half of the square, cut along a diagonal, with its right angle in a corner.
        case triangle(isRight: Bool, isBottom: Bool, Color)
        /// Two bars and as many gaps, a bar or a gap being first.
        case bars(isUpright: Bool, isBarFirst: Bool, Color)
    }

    /// Quarter discs about one corner, one upon the other.
    struct Fan {
        var isBottom: Bool
        /// Which of the stock's rings they are, the widest first.
        var rings: Range<Int>
    }
}
