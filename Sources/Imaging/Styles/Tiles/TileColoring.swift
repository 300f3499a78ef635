/// Which colours the cells of a tiling have.
struct TileColoring {
    private let scale: ToneScale
    private let accent: Color
    private let way: Way

    private enum Way {
        /// Figures in few colours on one ground, some of them with figure and ground exchanged.
        case poster([TileMotif.Inks])
        /// A ground that changes its tone across the picture.
        case gradient(Direction)
    }

    private enum Direction {
        case down, falling, rising
        /// Away from a place, in 256ths of the picture.
        case from(across: Int, down: Int)
    }

    init(_ scale: ToneScale, _ random: inout SeededRandom) {
        self.scale = scale
        let accentIndex = random.number(in: 0...1)
        accent = scale.accents[accentIndex]
        if random.chance(1, in: 2) {
            let directions: [Direction] = [
                .down, .falling, .rising,
                .from(across: random.number(in: 64...192), down: random.number(in: 64...192)),
            ]
            way = .gradient(directions[random.number(in: 0...3)])
        } else {
            way = .poster(
                Self.posterInks(scale, accent: accent, otherAccent: scale.accents[1 - accentIndex], &random)
            )
        }
    }

    /// What is chosen from, once for each time that it shall be as likely.
    private static func posterInks(
        _ scale: ToneScale,
        accent: Color,
        otherAccent: Color,
        _ random: inout SeededRandom
    ) -> [TileMotif.Inks] {
        let paper = scale.tones[0]
        let strong = scale.tones[random.number(in: 4...5)]
        let middle = scale.tones[random.number(in: 2...3)]
        var inks = [
            TileMotif.Inks(ground: paper, figure: strong, detail: accent),
            TileMotif.Inks(ground: paper, figure: strong, detail: accent),
            TileMotif.Inks(ground: paper, figure: middle, detail: strong),
            TileMotif.Inks(ground: paper, figure: middle, detail: strong),
            TileMotif.Inks(ground: strong, figure: paper, detail: accent),
            TileMotif.Inks(ground: paper, figure: accent, detail: strong),
            TileMotif.Inks(ground: scale.tones[1], figure: strong, detail: paper),
        ]
        if random.chance(1, in: 2) { inks.append(TileMotif.Inks(ground: otherAccent, figure: strong, detail: paper)) }
        for index in inks.indices {
            inks[index].figure = scale.standingOut(from: inks[index].ground, among: [inks[index].figure])
        }
        return inks
    }

    /// The colours of a cell whose middle lies at a place in 256ths of the picture, or beyond it when the picture is
    /// smaller than the block that is repeated.
    func inks(across: Int, down: Int, _ random: inout SeededRandom) -> TileMotif.Inks {
        switch way {
        case .poster(let list): return list[random.number(in: 0...list.count - 1)]
        case .gradient(let direction):
            let depth =
                switch direction {
                case .down: down
                case .falling: (across + down) / 2
                case .rising: (256 - across + down) / 2
                case .from(let left, let top):
                    FixedPoint.squareRoot((across - left) * (across - left) + (down - top) * (down - top)) * 4 / 3
                }
            // A third of the cells are a step ahead, so that tones do not change along a line.
            let tone = min(max(depth, 0) * 5 / 256 + (random.chance(1, in: 3) ? 1 : 0), 4)
            let ground = scale.tones[tone]
            let isAccent = random.chance(1, in: 8)
            let others = tone < 3 ? [tone + 2, tone + 3] : [tone - 2, tone - 3]
            let figures = (isAccent ? [accent] : []) + others.map { scale.tones[$0] }
            return TileMotif.Inks(
                ground: ground,
                figure: scale.standingOut(from: ground, among: figures),
                detail: isAccent ? ground : accent
            )
        }
    }

    /// The colours of the cell that the eye shall find first.
    var focus: TileMotif.Inks {
        let strong = scale.tones[5]
        let figure = scale.standingOut(from: strong, among: [accent] + scale.accents)
        return TileMotif.Inks(ground: strong, figure: figure, detail: scale.tones[0])
    }
}
