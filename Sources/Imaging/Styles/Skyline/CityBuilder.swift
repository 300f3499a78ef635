/// Builds a row of houses and towers from left to right.
struct CityBuilder {
    private(set) var blocks: [CityLayer.Block] = []
    /// The sides that face the light.
    private(set) var faces: [CityLayer.Block] = []
    private(set) var roofs: [CityLayer.Roof] = []
    private(set) var windows: [WindowGrid] = []
    /// The lamps at the tips of masts.
    private(set) var lamps: [Disc] = []
    /// The colour of the plainest houses.
    let color: Color
    /// The colour of the lamps.
    var lampColor: Color { scene.palette.accents[1] }

    private let scene: Scene
    private let site: Site
    private var random: SeededRandom

    /// Where and how to build.
    struct Site {
        /// The row that the buildings stand on.
        var ground: Int
        /// The column that the light comes from.
        var light: Int
        /// 0 for far away, 1, and 2 for near.
        var nearness: Int
    }

    init(_ scene: Scene, _ site: Site) {
        self.scene = scene
        self.site = site
        random = scene.random("city \(site.nearness)")
        color = scene.palette.layer(at: [16_000, 38_000, 62_000][site.nearness])
            .mixed(with: scene.palette.sky[2], [24_000, 8_000, 0][site.nearness])
    }

    /// Builds across the picture; `height` gives the usual height at a column, in pixels.
    mutating func build(height: (_ x: Int) -> Int) {
        var x = -share(random.number(in: 0...40))
        while x < scene.width {
            let width = max(share(random.number(in: [30...64, 48...100, 80...160][site.nearness])), 3)
            let top = site.ground - max(height(x + width / 2) * random.number(in: 60...125) / 100, 3)
            addBuilding(x..<x + width, top)
            x += width
            if random.chance(1, in: 4) { x += share(random.number(in: 2...14)) }
        }
    }

    /// So many thousandths of the picture's measure, in pixels.
    private func share(_ thousandths: Int) -> Int {
        scene.unit * thousandths / 256_000
    }

    private mutating func addBuilding(_ columns: Range<Int>, _ top: Int) {
        let width = columns.count
        let color = color.mixed(with: scene.palette.layers[4], random.number(in: 0...2) * 4_000)
        let isTower = site.ground - top > width * 2
        switch random.number(in: 0...9) {
        case 0...2 where isTower:
            addSteps(columns, top, color)
            return
        case 3 where isTower:
            addRoof(columns, width / 3, top, rise: width * random.number(in: 60...140) / 100, lean: 0, color)
        case 4:
            let lean = random.chance(1, in: 2) ? 1 : -1
            addRoof(columns, width, top, rise: width * random.number(in: 25...60) / 100, lean: lean, color)
        case 5...6 where !isTower:
            addRoof(columns, width, top, rise: width * random.number(in: 28...48) / 100, lean: 0, color)
        case 7:
            addMast(columns, top, color)
        case 8 where site.nearness == 2:
            addTank(columns, top, color)
        default:
            // What a lift or a stairway needs on the roof.
            let inset = width * random.number(in: 15...30) / 100
            let left = columns.lowerBound + inset * random.number(in: 50...150) / 100
            let rows = top - share(random.number(in: 4...12))..<top
            blocks.append(
                CityLayer.Block(columns: left..<max(left, columns.upperBound - inset), rows: rows, color: color)
            )
        }
        addWalls(columns, top..<site.ground, color)
    }

    /// Walls, the side that faces the light, and windows.
    private mutating func addWalls(_ columns: Range<Int>, _ rows: Range<Int>, _ color: Color) {
        blocks.append(CityLayer.Block(columns: columns, rows: rows, color: color))
        guard site.nearness > 0 else { return }
        let depth = columns.count * random.number(in: 20...38) / 100
        let isLeft = (columns.lowerBound + columns.upperBound) / 2 > site.light
        let start = isLeft ? columns.lowerBound : columns.upperBound - depth
        let litColor = color.lit(by: scene.palette.light, 5_000)
        faces.append(CityLayer.Block(columns: start..<start + depth, rows: rows, color: litColor))
        addWindows(columns, rows, color)
    }

    private mutating func addWindows(_ columns: Range<Int>, _ rows: Range<Int>, _ color: Color) {
        let pitch = max(share(random.number(in: 10...16) * (site.nearness + 2) / 4), 3)
        let size = WindowGrid.Size(pitch: pitch)
        let count = min((columns.count - pitch / 2) / pitch, 64)
        guard count > 0, random.chance(2 * site.nearness, in: 5) else { return }
        let margin = (columns.count - (count - 1) * pitch - size.width) / 2
        let light = random.chance(1, in: 12) ? scene.palette.accents[0] : scene.palette.light
        // A few lights are the rule.
        let pattern = WindowGrid.Pattern.allCases[max(random.number(in: -1...3), 0)]
        windows.append(
            WindowGrid(
                rows: min(rows.lowerBound + size.storey / 3, rows.upperBound)..<rows.upperBound,
                left: columns.lowerBound + margin,
                count: count,
                size: size,
                pattern: pattern,
                key: random.next(),
                color: color.mixed(with: light, site.nearness == 2 ? 56_000 : 34_000)
            )
        )
    }

    /// A tower that becomes narrower towards its top.
    private mutating func addSteps(_ columns: Range<Int>, _ top: Int, _ color: Color) {
        let height = site.ground - top
        var columns = columns
        var rows = top + height / 4..<site.ground
        addWalls(columns, rows, color)
        for _ in 0..<random.number(in: 1...2) {
            let inset = max(columns.count * random.number(in: 12...20) / 100, 1)
            guard columns.count > 3 * inset else { break }
            columns = columns.lowerBound + inset..<columns.upperBound - inset
            rows = rows.lowerBound - height * random.number(in: 10...22) / 100..<rows.lowerBound
            addWalls(columns, rows, color)
        }
        if random.chance(2, in: 3) { addMast(columns, rows.lowerBound, color) }
    }

    /// A roof `base` pixels wide over the middle of some columns; its ridge leans to the left (−1), to neither side (0)
    /// or to the right (1).
    private mutating func addRoof(
        _ columns: Range<Int>,
        _ base: Int,
        _ top: Int,
        rise: Int,
        lean: Int,
        _ color: Color
    ) {
        let middle = (columns.lowerBound + columns.upperBound) * 128
        let half = base * 128
        let ridge = middle + lean * half
        let shape = Trapezoid(
            top: (top - rise) << 8,
            bottom: top << 8,
            upper: ridge..<ridge,
            lower: middle - half..<middle + half
        )
        roofs.append(CityLayer.Roof(shape: shape, color: color))
    }

    private mutating func addMast(_ columns: Range<Int>, _ top: Int, _ color: Color) {
        let width = max(share(2), 1)
        let left = (columns.lowerBound + columns.upperBound - width) / 2
        let rows = top - share(random.number(in: 30...80))..<top
        blocks.append(CityLayer.Block(columns: left..<left + width, rows: rows, color: color))
        guard scene.palette.sky[0].luma < 110 else { return }
        lamps.append(
            Disc(centerX: left << 8 + width * 128, centerY: rows.lowerBound << 8, radius: max(scene.unit / 500, 220))
        )
    }

    /// A water tank on legs under a pointed roof.
    private mutating func addTank(_ columns: Range<Int>, _ top: Int, _ color: Color) {
        let width = share(random.number(in: 16...24))
        let left = columns.lowerBound + columns.count * random.number(in: 15...60) / 100
        let leg = max(share(2), 1)
        let bottom = top - share(8)
        let tank = left..<left + width
        let rim = bottom - width * 3 / 4
        for x in [left + leg, left + width - 2 * leg] {
            blocks.append(CityLayer.Block(columns: x..<x + leg, rows: bottom..<top, color: color))
        }
        blocks.append(CityLayer.Block(columns: tank, rows: rim..<bottom, color: color))
        addRoof(tank, width * 11 / 10, rim, rise: width / 3, lean: 0, color)
    }
}
