/// Sheets of coloured paper, each cut along a contour line and laid on the one below, lit from the upper left.
struct CutPaper: Style {
    private let field: LevelField
    /// How far the shadow of a sheet falls to the right and down, in 256ths of a pixel.
    private let reach: Int
    /// The colour of each sheet, lit and in a shadow.
    private let colors: [(lit: Color, shaded: Color)]

    init(_ scene: Scene) {
        var random = scene.random("cut paper")
        let levels = random.number(in: 5...8)
        let unit = scene.unit
        reach = max(unit * random.number(in: 12...22) / 1000, 256)

        let wavelength = max(unit * random.number(in: 34...56) / 100, 256)
        let noise = GradientNoise(key: random.next())
        // Around a place of its own the paper is cut away, or heaped up.
        let focusX = scene.width * random.number(in: 25...75) / 100
        let focusY = scene.height * random.number(in: 25...75) / 100
        let spread = unit * random.number(in: 45...70) / 100
        let pull = random.number(in: 40_000...100_000)
        field = LevelField(
            width: scene.width,
            height: scene.height,
            cell: min(max(unit / (256 * 80), 3), 48),
            border: reach >> 8 + 1
        ) { x, y in
            let right = x << 8
            let down = y << 8
            let hills = noise.sum(
                x: right << 16 / wavelength,
                y: down << 16 / wavelength,
                octaves: 2,
                persistence: 21_000
            )
            let distance = FixedPoint.squareRoot(
                (right - focusX << 8) * (right - focusX << 8) + (down - focusY << 8) * (down - focusY << 8)
            )
            let slope = FixedPoint.multiply(FixedPoint.fraction(distance, of: spread * 2) - 20_000, pull)
            let height = FixedPoint.one / 2 + hills * 8 / 9 + slope / 2
            return min(max(height, 0), FixedPoint.one - 1) * levels
        }

        let isDeepDark = random.chance(1, in: 2)
        colors = (0..<levels).map { level in
            let fraction = FixedPoint.one * level / (levels - 1)
            let sheet = scene.palette.layer(at: isDeepDark ? FixedPoint.one - fraction : fraction)
            let ink = sheet.mixed(with: scene.palette.layers[4].mixed(with: .black, 26_000), 42_000)
            return (sheet, sheet.mixed(with: ink, 30_000))
        }
    }

    func paint(row y: Int, on canvas: RowCanvas) {
        let middle = y << 8 + 128
        var edges = EdgeList()
        field.scan(y: middle, shift: 0) { edges.append($0, of: .sheet) }
        field.scan(y: middle - reach, shift: reach) { edges.append($0, of: .shadow) }
        edges.sort()

        var sheet = 0
        var shadow = 0
        var color = colors[0].lit
        var painted = 0
        for (index, edge) in edges.list.enumerated() {
            switch edge.kind {
            case .sheet: sheet = edge.crossing.level
            case .shadow: shadow = edge.crossing.level
            }
            // What is narrower than a pixel is left out: where the light grazes an edge, its shadow would be a dashed
            // line.
            if index + 1 < edges.list.count, edges.list[index + 1].crossing.position - edge.crossing.position < 256 {
                continue
            }
            let next = shadow > sheet ? colors[sheet].shaded : colors[sheet].lit
            guard next != color else { continue }
            painted = canvas.step(
                from: painted,
                at: edge.crossing.position,
                softness: edge.crossing.softness,
                color,
                next
            )
            color = next
        }
        canvas.fill(min(painted >> 8, canvas.width)..<canvas.width, color)
    }
}

/// The edges that one row crosses, of the sheets and of their shadows.
private struct EdgeList {
    enum Kind {
        case sheet, shadow
    }

    private(set) var list: [(crossing: LevelField.Crossing, kind: Kind)] = []

    init() {
        list.reserveCapacity(96)
    }

    mutating func append(_ crossing: LevelField.Crossing, of kind: Kind) {
        list.append((crossing, kind))
    }

    /// Sorts from left to right; insertion is quickest for two short sorted lists, and it is stable.
    mutating func sort() {
        for index in list.indices.dropFirst() {
            let edge = list[index]
            var place = index
            while place > 0, list[place - 1].crossing.position > edge.crossing.position {
                list[place] = list[place - 1]
                place -= 1
            }
            list[place] = edge
        }
    }
}
