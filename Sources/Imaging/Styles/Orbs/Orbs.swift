/// Spheres in a wide sky: a great one, smaller ones on circles about it, and the curve of a ground far below.
struct Orbs: Style {
    private let palette: Palette
    private let height: Int
    private let glow: [(disc: Disc, strength: Int)]
    private let circles: [(disc: Disc, hole: Disc)]
    private let specks: DiscScatter
    private let orbs: [Orb]
    private let grounds: [(disc: Disc, color: Color)]

    init(_ scene: Scene) {
        let palette = scene.palette
        self.palette = palette
        height = scene.height
        var random = scene.random("orbs")
        let unit = scene.unit
        let great = Disc(
            centerX: scene.width * 256 * random.number(in: 30...70) / 100,
            centerY: scene.height * 256 * random.number(in: 34...58) / 100,
            radius: unit * random.number(in: 17...27) / 100
        )
        // Light comes from above, from the left or the right.
        let light = random.number(in: 0x8800...0xF800)
        let deep = palette.layers[4]

        glow = [5, 3, 1].map { ring in
            var disc = great
            disc.radius += great.radius * ring * random.number(in: 10...14) / 100
            return (disc, 15_000 / (ring + 1))
        }
        circles = (0..<random.number(in: 1...3)).map { index in
            var disc = great
            disc.radius = great.radius * (145 + 42 * index + random.number(in: 0...18)) / 100
            var hole = disc
            hole.radius -= max(unit / 500, 200)
            return (disc, hole)
        }
        let isDark = palette.sky[0].luma < 110
        let scattered = (0..<(isDark ? random.number(in: 50...120) : random.number(in: 8...20))).map { _ in
            Disc(
                centerX: random.number(in: 0...scene.width * 256),
                centerY: random.number(in: 0...scene.height * 256),
                radius: max(unit * random.number(in: 8...(isDark ? 26 : 60)) / 16_000, 90)
            )
        }
        specks = DiscScatter(scattered, height: scene.height)

        var bodies = [great]
        var orbs = [Orb(great, colors: Self.stripes(of: great, scene, &random), shadow: deep, light: light, &random)]
        for (index, circle) in circles.enumerated() {
            for accent in 0..<random.number(in: 1...2) {
                let radius = great.radius * random.number(in: 8...26) / 100
                let angles = (0..<8).map { _ in random.number(in: 0...0xFFFF) }
                let places = angles.map { angle in
                    Disc(
                        centerX: great.centerX + FixedPoint.multiply(circle.disc.radius, FixedPoint.cosine(angle)),
                        centerY: great.centerY + FixedPoint.multiply(circle.disc.radius, FixedPoint.sine(angle)),
                        radius: radius
                    )
                }
                // One that would be cut off by the picture's border, or cover another, is left out.
                let fits = { (place: Disc) in place.isWithin(scene) && !bodies.contains { $0.isNear(place) } }
                guard let body = places.first(where: fits) else { continue }
                bodies.append(body)
                let sky = palette.sky(at: FixedPoint.fraction(body.centerY >> 8, of: scene.height))
                let colors = (0..<4).map { palette.accents[(index * 2 + accent + $0) % 4] }
                let color = colors.first { $0.distance(to: sky) > 40 } ?? colors[0]
                orbs.append(Orb(body, colors: [color], shadow: deep, light: light, &random))
            }
        }
        self.orbs = orbs
        grounds = Self.grounds(scene, &random)
    }

    /// The bands of the great one: pale or deep, whichever the sky around it is not.
    private static func stripes(of great: Disc, _ scene: Scene, _ random: inout SeededRandom) -> [Color] {
        let palette = scene.palette
        let sky = palette.sky(at: FixedPoint.fraction(great.centerY >> 8, of: scene.height))
        let isPale = palette.layer(at: 10_000).distance(to: sky) > palette.layer(at: 40_000).distance(to: sky)
        return (0..<random.number(in: 3...7)).map { index in
            palette.layer(at: (isPale ? 0 : 24_000) + random.number(in: 0...18_000) + (index % 2) * 12_000)
        }
    }

    private static func grounds(_ scene: Scene, _ random: inout SeededRandom) -> [(disc: Disc, color: Color)] {
        guard random.chance(2, in: 3) else { return [] }
        return (0..<random.number(in: 1...3)).map { index in
            let radius = scene.unit * random.number(in: 90...190) / 100
            let top = scene.height * 256 * (80 + 7 * index) / 100
            return (
                Disc(
                    centerX: scene.width * 256 * random.number(in: 10...90) / 100,
                    centerY: top + radius,
                    radius: radius
                ),
                scene.palette.layer(at: FixedPoint.one * (index + 3) / 6)
            )
        }
    }

    func paint(row y: Int, on canvas: RowCanvas) {
        let sky = palette.sky(at: FixedPoint.fraction(y, of: height))
        canvas.fill(sky)
        specks.paint(row: y, on: canvas, sky.mixed(with: palette.light, 48_000))
        for ring in glow {
            guard let slice = ring.disc.slice(row: y) else { continue }
            canvas.paint(slice, sky.lit(by: palette.light, ring.strength))
        }
        for circle in circles {
            guard let slice = circle.disc.slice(row: y) else { continue }
            canvas.paint(slice, outside: circle.hole.slice(row: y), sky.lit(by: palette.light, 30_000))
        }
        for orb in orbs {
            orb.paint(row: y, on: canvas)
        }
        for ground in grounds {
            canvas.paint(ground.disc, row: y, ground.color)
        }
    }
}

extension Disc {
    /// Whether it can be seen whole, above the ground.
    fileprivate func isWithin(_ scene: Scene) -> Bool {
        let (right, down) = (scene.width << 8 - radius, scene.height * 205 - radius)
        return radius <= centerX && centerX <= right && radius <= centerY && centerY <= down
    }

    /// Whether another disc touches this one or is about to.
    fileprivate func isNear(_ other: Disc) -> Bool {
        let (right, down) = (other.centerX - centerX, other.centerY - centerY)
        let distance = (radius + other.radius) * 11 / 10
        return right * right + down * down < distance * distance
    }
}
