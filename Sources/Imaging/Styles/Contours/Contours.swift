/// A map: fine lines along the levels of a hilly land, with a lake, and a trail from its highest peak.
struct Contours: Style {
    private let field: LevelField
    private let ink: MapInk
    /// The furthest that a line is seen from its middle, in 256ths of a pixel.
    private let reach: Int
    private let trail: DiscScatter
    private let peak: Trapezoid

    init(_ scene: Scene) {
        var random = scene.random("contours")
        let unit = scene.unit
        let relief = Relief(scene, &random)
        let half = max(unit * random.number(in: 10...14) / 10_000, 200)
        ink = MapInk(scene.palette, levels: relief.levels, half: half, &random)
        reach = half + 128
        field = LevelField(
            width: scene.width,
            height: scene.height,
            detail: unit / (256 * 24),
            border: 0,
            reach: reach,
            sample: relief.height
        )
        let summit = field.summit
        // Trails go down at an angle, to one side or the other.
        let turn = random.chance(1, in: 2) ? 0x2000 : -0x2000
        let dot = max(unit / 420, 200)
        var dots = field.descent(from: summit, to: Relief.shore, step: unit / 80, turn: turn)
            .map { Disc(centerX: $0.x, centerY: $0.y, radius: dot) }
        if let end = dots.indices.last { dots[end].radius = dot * 5 / 2 }
        trail = DiscScatter(dots, height: scene.height)
        let size = max(unit / 50, 512)
        peak = Trapezoid(
            top: summit.y - size,
            bottom: summit.y + size / 2,
            upper: summit.x..<summit.x,
            lower: summit.x - size * 7 / 8..<summit.x + size * 7 / 8
        )
    }

    func paint(row y: Int, on canvas: RowCanvas) {
        let row = field.row(y << 8 + 128)
        var painted = 0
        var level = row.firstLevel
        for cell in row {
            paintLines(in: cell, on: canvas, &painted, &level)
        }
        canvas.fill(painted..<canvas.width, ink.fills[level])
        trail.paint(row: y, on: canvas, ink.mark)
        canvas.paint(peak, row: y, ink.mark)
    }

    /// Paints up to the last line that is seen in a cell of a row, from where the row is `painted` with what is on a
    /// `level`, and brings both up to date.
    private func paintLines(
        in cell: LevelField.Cell,
        on canvas: RowCanvas,
        _ painted: inout Int,
        _ level: inout Int
    ) {
        let scale = field.scale
        let slope = cell.right &- cell.left
        let (across, along) = (abs(slope), abs(cell.down))
        // The length of the gradient, within 4 %.
        let steepness = max(across, along) &+ (min(across, along) &* 3) >> 3
        let slack = (steepness &* reach) &>> (8 &+ scale)
        let lowest = max((min(cell.left, cell.right) &- slack &+ 0xFFFF) >> 16, 1)
        let highest = min((max(cell.left, cell.right) &+ slack) >> 16, ink.lines.count &- 1)
        guard lowest <= highest else { return }
        // From heights to 65,536ths of an eighth of a pixel.
        let spread = 1 &<< (19 &+ scale) / max(steepness, 1)
        let step = (slope &* spread) &>> scale
        level = cell.left >> 16
        for number in lowest...highest {
            let line = slope >= 0 ? number : highest &+ lowest &- number
            let start = (cell.left &- line << 16) &* spread &+ step >> 1
            let seen = ink.lines[line].columns(start: start, step: step, count: 1 &<< scale)
            guard !seen.isEmpty else { continue }
            let columns = (cell.start &+ seen.lowerBound..<cell.start &+ seen.upperBound)
                .clamped(to: painted..<canvas.width)
            let distance = start &+ step &* (columns.lowerBound &- cell.start)
            canvas.fill(painted..<columns.lowerBound, ink.fills[level])
            ink.lines[line].paint(columns, on: canvas, distance: distance, step: step)
            painted = columns.upperBound
            level = slope >= 0 ? line : line &- 1
        }
        level = cell.right >> 16
    }
}
