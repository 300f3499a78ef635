/// A sphere with bands of colour, shaded in steps by discs that are cut from it.
struct Orb {
    private let body: Disc
    /// From top to bottom, the colours of its bands, each with the row where it ends.
    private let bands: [(end: Int, color: Color)]
    /// From the widest and faintest shade to the narrowest and deepest, each with the part that stays lit.
    private let shades: [(lit: Disc, depth: Int)]
    private let shadow: Color

    /// Makes a sphere; `light` is the direction the light comes from, in 65,536ths of a turn.
    init(_ body: Disc, colors: [Color], shadow: Color, light: Int, _ random: inout SeededRandom) {
        self.body = body
        self.shadow = shadow
        var end = (body.centerY - body.radius) >> 8
        let share = (2 * body.radius >> 8) / colors.count
        bands = colors.map { color in
            end += share * random.number(in: 60...140) / 100
            return (end, color)
        }
        shades = [(88, 16_000), (54, 32_000)].map { offset, depth in
            let distance = body.radius * offset / 100
            let lit = Disc(
                centerX: body.centerX + FixedPoint.multiply(distance, FixedPoint.cosine(light)),
                centerY: body.centerY + FixedPoint.multiply(distance, FixedPoint.sine(light)),
                radius: body.radius * 11 / 10 + distance / 6
            )
            return (lit, depth)
        }
    }

    /// Paints the sphere's part of row `y`.
    func paint(row y: Int, on canvas: RowCanvas) {
        guard let slice = body.slice(row: y) else { return }
        let color = bands.first { y < $0.end }?.color ?? bands[bands.count - 1].color
        canvas.paint(slice, color)
        for shade in shades {
            canvas.paint(slice, outside: shade.lit.slice(row: y), color.mixed(with: shadow, shade.depth))
        }
    }
}
