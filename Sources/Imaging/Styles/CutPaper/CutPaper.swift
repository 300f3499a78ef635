/// Sheets of coloured paper, each cut along a contour line and laid on the one below, lit from the upper left.
struct CutPaper: Style {
    private let field: LevelField
    /// How far the shadow of a sheet falls to the right and down, in 256ths of a pixel.
    private let reach: Int
    /// The colour of each sheet, lit and in a shadow.
    private let colors: [(lit: Color, shaded: Color)]

    init(_ scene: Scene) {
        var random = scene.random("cut paper")
        let levels = random.number(in: 5...7)
        let unit = scene.unit
        reach = max(unit * random.number(in: 12...22) / 1000, 256)

        let noise = TurnedNoise(wavelength: unit * random.number(in: 34...56) / 100, &random)
        // Around a place of its own the paper is cut away, or heaped up.
        let focusX = scene.width * random.number(in: 25...75) / 100
        let focusY = scene.height * random.number(in: 25...75) / 100
        let spread = unit * random.number(in: 45...70) / 100
        let pull = random.number(in: 40_000...100_000)
        field = LevelField(
            width: scene.width,
            height: scene.height,
            detail: unit / (256 * 24),
            border: reach >> 8 + 1,
            reach: 0
        ) { x, y in
            let (right, down) = (x << 8 - focusX << 8, y << 8 - focusY << 8)
            let hills = noise.sum(x: x, y: y, octaves: 2, persistence: 21_000)
            let distance = FixedPoint.squareRoot(right * right + down * down)
            let slope = FixedPoint.multiply(FixedPoint.fraction(distance, of: spread * 2) - 20_000, pull)
            let height = FixedPoint.one / 2 + hills * 8 / 9 + slope / 2
            return min(max(height, 0), FixedPoint.one - 1) * levels
        }

        let isDeepDark = random.chance(1, in: 2)
        colors = (0..<levels).map { level in
            let step = FixedPoint.one * level / (levels - 1)
            let fraction = isDeepDark ? FixedPoint.one - step : step
            let sheet = scene.palette.layer(at: fraction)
            // The palette's own deeper colours keep a shadow from being grey.
            let shadow = scene.palette.layer(at: fraction + 26_000).mixed(with: .black, 18_000)
            return (sheet, sheet.mixed(with: shadow, isDeepDark ? 34_000 : 46_000))
        }
    }

    func paint(row y: Int, on canvas: RowCanvas) {
        let middle = y << 8 + 128
        let sheets = field.row(middle)
        let shadows = field.row(middle - reach)
        var edges = PaperEdges(field.crossings(sheets, shift: 0), field.crossings(shadows, shift: reach))
        var sheet = sheets.firstLevel
        var shadow = shadows.firstLevel
        var color = color(sheet, shadow)
        var painted = 0
        while let edge = edges.next() {
            if edge.isShadow { shadow = edge.crossing.level } else { sheet = edge.crossing.level }
            let width = edges.nextPosition.map { $0 - edge.crossing.position } ?? 512
            guard width >= 128 else { continue }
            var next = self.color(sheet, shadow)
            // Where the light grazes an edge, its shadow fades, or it would end as a dashed line.
            if shadow > sheet, width < 512 { next = colors[sheet].lit.mixed(with: next, (width & ~127) << 7) }
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

    private func color(_ sheet: Int, _ shadow: Int) -> Color {
        shadow > sheet ? colors[sheet].shaded : colors[sheet].lit
    }
}

/// The edges that a row crosses, of the sheets and of their shadows, from left to right.
private struct PaperEdges {
    private var sheets: LevelField.Crossings
    private var shadows: LevelField.Crossings
    private var sheet: LevelField.Crossing?
    private var shadow: LevelField.Crossing?

    init(_ sheets: LevelField.Crossings, _ shadows: LevelField.Crossings) {
        self.sheets = sheets
        self.shadows = shadows
        sheet = self.sheets.next()
        shadow = self.shadows.next()
    }

    /// Where the edge after the last one handed over is; nil when there is none.
    var nextPosition: Int? {
        guard let sheet else { return shadow?.position }
        return min(sheet.position, shadow?.position ?? .max)
    }

    mutating func next() -> (crossing: LevelField.Crossing, isShadow: Bool)? {
        if let edge = sheet, edge.position <= shadow?.position ?? .max {
            sheet = sheets.next()
            return (edge, false)
        }
        guard let edge = shadow else { return nil }
        shadow = shadows.next()
        return (edge, true)
    }
}
