/// The colours of a map: grounds by level, the lines between them, and what is marked on it.
struct MapInk {
    /// The ground from each level to the next, from the bottom of the water up.
    let fills: [Color]
    /// The line at each level's lower side.
    let lines: [ContourLine]
    /// What is marked on the map.
    let mark: Color

    /// How a map is coloured.
    private enum Scheme: CaseIterable {
        /// From deep valleys to pale heights.
        case tinted
        /// Dark lines on pale paper.
        case paper
        /// Bright lines on dark ground.
        case night
    }

    /// Mixes the colours; `half` is half the width of a strong line, in 256ths of a pixel.
    init(_ palette: Palette, levels: Int, half: Int, _ random: inout SeededRandom) {
        // Paper is pale.
        let schemes = Scheme.allCases.filter { $0 != .paper || palette.sky[2].luma > 185 }
        let scheme = schemes[random.number(in: 0...schemes.count - 1)]
        let deep = palette.layers[4]
        let water: Color
        let lineColor: Color
        /// How far fine and strong lines are from the ground's colour to the line's.
        let strengths: (fine: Int, strong: Int)
        let land: (_ fraction: Int) -> Color
        switch scheme {
        case .tinted:
            water = palette.sky[0].mixed(with: .black, 9_000)
            land = { palette.layer(at: 56_000 - FixedPoint.multiply(54_000, $0)) }
            lineColor = palette.light
            strengths = (20_000, 40_000)
        case .paper:
            let paper = palette.sky[2].mixed(with: palette.light, 24_000)
            water = palette.sky[palette.sky[0].luma < 90 ? 1 : 0].mixed(with: paper, 24_000)
            land = { paper.mixed(with: palette.layers[1], FixedPoint.multiply(44_000, $0)) }
            lineColor = palette.layers[3]
            strengths = (26_000, 48_000)
        case .night:
            let ground = deep.mixed(with: palette.layers[3], 20_000)
            let top = palette.layers[2]
            water = deep.mixed(with: .black, 22_000)
            land = { ground.mixed(with: top, FixedPoint.multiply(52_000, $0)) }
            lineColor = palette.light
            strengths = (17_000, 38_000)
        }
        let heights = levels - Relief.shore
        let fills =
            [water.mixed(with: .black, 5_000), water] + (0..<heights).map { land(FixedPoint.one * $0 / (heights - 1)) }
        self.fills = fills
        lines = fills.indices.map { level in
            let isStrong = (level - Relief.shore) % 5 == 0
            return ContourLine(
                half: isStrong ? half : half / 2,
                ink: fills[level].mixed(with: lineColor, isStrong ? strengths.strong : strengths.fine),
                below: fills[max(level - 1, 0)],
                above: fills[level]
            )
        }
        let (low, high) = (fills[Relief.shore], fills[levels - 5])
        mark =
            palette.accents.max { one, other in
                min(one.distance(to: low), one.distance(to: high))
                    < min(other.distance(to: low), other.distance(to: high))
            } ?? palette.light
    }
}
