/// The sky over a city: a gradient, stars where it is dark, a sun or a moon, and a few clouds.
struct CitySky {
    private let palette: Palette
    /// The row where the sky ends.
    private let horizon: Int
    let sun: Disc
    /// What is cut out of the moon.
    private let shade: Disc?
    private let halos: [(disc: Disc, strength: Int)]
    private let stars: DiscScatter
    private let clouds: [(bar: Capsule, strength: Int)]

    init(_ scene: Scene, horizon: Int, sun: Disc) {
        var random = scene.random("city sky")
        palette = scene.palette
        self.horizon = horizon
        self.sun = sun
        let unit = scene.unit
        halos = [2, 1].map { ring in
            var wider = sun
            wider.radius += sun.radius * ring * random.number(in: 45...70) / 100
            return (wider, 14_000 / (ring + 1))
        }
        let isDark = palette.sky[0].luma < 70
        stars = DiscScatter(
            (0..<(isDark ? scene.repeats.across * scene.repeats.down * random.number(in: 40...100) : 0)).map { _ in
                Disc(
                    centerX: random.number(in: 0...scene.width * 256),
                    centerY: random.number(in: 0...horizon * 200),
                    radius: max(unit * random.number(in: 6...20) / 16_000, 90)
                )
            },
            height: scene.height
        )
        if isDark, random.chance(1, in: 3) {
            var shade = sun
            shade.centerX += sun.radius * random.number(in: 45...65) / 100
            shade.centerY -= sun.radius * random.number(in: 10...35) / 100
            self.shade = shade
        } else {
            shade = nil
        }
        var clouds: [(bar: Capsule, strength: Int)] = []
        for _ in 0..<scene.repeats.across * random.number(in: 2...5) {
            let x = random.number(in: 0...scene.width * 256)
            let y = sun.centerY + unit * random.number(in: -30...20) / 100
            let thickness = unit * random.number(in: 6...11) / 1000
            let strength = random.number(in: 6_000...13_000)
            // A cloud before the sun would look like a piece of sky.
            guard abs(y - sun.centerY) > sun.radius + 3 * thickness || abs(x - sun.centerX) > sun.radius + unit / 4
            else { continue }
            for row in -1...random.number(in: 0...1) {
                let half = unit * random.number(in: 50...160) / 1000
                let middle = x + unit * random.number(in: -90...90) / 1000
                let bar = Capsule(
                    ends: middle - half...middle + half,
                    centerY: y + thickness * 17 * row / 10,
                    radius: thickness
                )
                clouds.append((bar, strength))
            }
        }
        self.clouds = clouds
    }

    /// The sky's colour in row `y`.
    func color(row y: Int) -> Color {
        palette.sky(at: FixedPoint.fraction(y, of: horizon))
    }

    func paint(row y: Int, on canvas: RowCanvas) {
        let sky = color(row: y)
        canvas.fill(sky)
        stars.paint(row: y, on: canvas, sky.mixed(with: palette.light, 50_000))
        for halo in halos {
            guard let slice = halo.disc.slice(row: y) else { continue }
            canvas.paint(slice, sky.lit(by: palette.light, halo.strength))
        }
        if let slice = sun.slice(row: y) {
            canvas.paint(slice, outside: shade?.slice(row: y), palette.light)
        }
        for cloud in clouds where abs(y << 8 - cloud.bar.centerY) < cloud.bar.radius + 512 {
            canvas.paint(cloud.bar, row: y, sky.lit(by: palette.light, cloud.strength))
        }
    }
}
