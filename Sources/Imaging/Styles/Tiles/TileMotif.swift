/// A figure of one cell of a tiling.
enum TileMotif {
    /// Nothing but the ground.
    case plain
    /// Quarter discs about a corner: one, one with another in it, and rings.
    case quarter, eye, rainbow
    /// Half discs that lie on a side: one, and one upon the other.
    case half, waves
    /// Discs in the middle.
    case disc, ring
    /// What quarter discs share: from corner to corner, and four that meet in the middle.
    case leaf, petals
    /// Figures of triangles.
    case triangle, diamond, bowTie
    /// Two bars.
    case bars

    /// Which way a figure looks; what is mirrored turns one of them over.
    struct Turn {
        var isRight: Bool
        var isBottom: Bool
        /// Whether a half disc, a bow tie or bars stand rather than lie.
        var isUpright: Bool

        init(_ random: inout SeededRandom) {
            isRight = random.chance(1, in: 2)
            isBottom = random.chance(1, in: 2)
            isUpright = random.chance(1, in: 2)
        }
    }

    /// The colours of a cell.
    struct Inks {
        var ground: Color
        var figure: Color
        /// Of what lies upon the figure.
        var detail: Color
    }

    /// Motifs that go together.
    struct Family {
        /// Some are there more than once, to be chosen more often.
        var motifs: [TileMotif]
        /// Whether they look well without any symmetry.
        var isLoose = true

        static let all = [
            Family(motifs: [.quarter, .quarter, .quarter, .eye, .plain]),
            Family(motifs: [.quarter, .quarter, .half, .rainbow, .waves, .plain]),
            Family(motifs: [.leaf, .leaf, .leaf, .petals, .quarter, .plain, .plain]),
            Family(motifs: [.triangle, .triangle, .diamond, .bowTie, .plain], isLoose: false),
            Family(motifs: [.disc, .half, .half, .quarter, .ring, .plain, .plain]),
            Family(motifs: [.quarter, .half, .leaf, .rainbow, .disc, .bars, .plain, .plain]),
        ]
    }
}
