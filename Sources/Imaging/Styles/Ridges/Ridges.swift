/// Ranges of hills, one behind the other, under a sun or a moon.
struct Ridges: Style {
    private let palette: Palette
    private let horizon: Int
    private let sun: Disc
    private let halos: [(disc: Disc, strength: Int)]
    private let stars: DiscScatter
    private let layers: [Layer]

    /// A range of hills and its colours at its crest and at its foot, where haze lies.
    private struct Layer {
        let ridge: Ridge
        let pines: Pines
        let crest: Color
        let foot: Color
        let footHeight: Int

        func color(row y: Int) -> Color {
            let top = ridge.highest >> 8
            return crest.mixed(with: foot, FixedPoint.fraction(y - top, of: footHeight - top) & ~2047)
        }
    }

    init(_ scene: Scene) {
        let palette = scene.palette
        self.palette = palette
        var random = scene.random("ridges")
        let horizon = scene.height * random.number(in: 40...62) / 100
        self.horizon = horizon

        let unit = scene.unit
        let isRugged = random.chance(1, in: 2)
        let radius = unit * random.number(in: 50...120) / 1000
        let sun = Disc(
            centerX: scene.width * random.number(in: 20...80) * 256 / 100,
            centerY: horizon * 256 - (isRugged ? unit * 11 / 100 : 0) - radius * random.number(in: -30...240) / 100,
            radius: radius
        )
        self.sun = sun
        let haloCount = random.number(in: 3...6)
        halos = (1...haloCount).reversed().map { ring in
            let wider = Disc(
                centerX: sun.centerX,
                centerY: sun.centerY,
                radius: radius + radius * ring * (ring + 3) / 9
            )
            return (wider, 26_000 / (ring + 1))
        }
        stars = DiscScatter(
            palette.sky[0].luma < 60 ? Self.stars(scene, above: horizon) : [],
            height: scene.height
        )
        layers = Self.layers(scene, horizon: horizon, isRugged: isRugged, &random)
    }

    private static func stars(_ scene: Scene, above horizon: Int) -> [Disc] {
        var random = scene.random("stars")
        return (0..<random.number(in: 40...110)).map { _ in
            Disc(
                centerX: random.number(in: 0...scene.width * 256),
                centerY: horizon * random.number(in: 0...230),
                radius: max(scene.unit * random.number(in: 6...22) / 16_000, 90)
            )
        }
    }

    private static func layers(_ scene: Scene, horizon: Int, isRugged: Bool, _ random: inout SeededRandom) -> [Layer] {
        let count = random.number(in: 5...8)
        let moods = scene.prompt.moods
        var pineRandom = scene.random("pines")
        let hasPines = isRugged && moods[.ocean] == nil && moods[.desert] == nil && pineRandom.chance(2, in: 3)
        let below = (scene.height - horizon) * 256
        let unit = scene.unit
        return (0..<count).map { index in
            let nearness = FixedPoint.one * index / (count - 1)
            // Distances shrink towards the horizon, as they do in perspective.
            let base =
                horizon * 256
                + FixedPoint.interpolate(
                    0,
                    below * 88 / 100,
                    FixedPoint.multiply(nearness, FixedPoint.one + nearness) / 2
                )
            let amplitude = min(
                unit * (isRugged ? 150 - 12 * index : 60 + 10 * index) / 1000,
                scene.height * 256 * 30 / 100
            )
            let wavelength = max(unit * (isRugged ? 34 : 46 + 6 * index) / 100, 256)
            let noise = GradientNoise(key: random.next())
            let offset = random.number(in: 0...1 << 24)
            // Far ranges are jagged and near ones rolling.
            let ruggedness = isRugged ? max(FixedPoint.one - nearness * 5 / 4, 0) : 0
            let profile = Profile(width: scene.width, step: max(wavelength / 160, 256)) { x in
                let position = x << 16 / wavelength + offset
                let rolling = noise.sum(x: position, octaves: 3, persistence: 26_000)
                guard ruggedness > 0 else { return base - FixedPoint.multiply(amplitude, rolling) }
                let fold = FixedPoint.one * 7 / 8 - 2 * abs(noise.value(x: position))
                let peaks = fold + noise.sum(x: position * 3, octaves: 3, persistence: 30_000) / 4
                let shape = FixedPoint.interpolate(rolling, peaks, ruggedness)
                return base - FixedPoint.multiply(amplitude, shape)
            }
            let crest = scene.palette.layer(at: nearness)
            let haze = scene.palette.sky[2].mixed(with: crest, 30_000)
            return Layer(
                ridge: Ridge(tops: profile.heights),
                pines: index < count - 2 || !hasPines
                    ? Pines()
                    : Pines(on: profile.heights, size: unit * (index + 4 - count) * 18 / 1000, &pineRandom),
                crest: crest,
                foot: crest.mixed(with: haze, 34_000 - FixedPoint.multiply(30_000, nearness)),
                footHeight: (base + below / (count + 1)) >> 8 + 1
            )
        }
    }

    func paint(row y: Int, on canvas: RowCanvas) {
        let middle = y << 8 + 128
        // In place, as a copy of a layer retains each of its arrays.
        layers.withUnsafeBufferPointer { layers in
            let first = layers.lastIndex { middle >= $0.ridge.lowest }
            if first == nil { paintSky(row: y, on: canvas) }
            for index in (first ?? 0)..<layers.count {
                let color = layers[index].color(row: y)
                layers[index].pines.paint(row: y, on: canvas, color)
                layers[index].ridge.paint(row: y, on: canvas, color)
            }
        }
    }

    private func paintSky(row y: Int, on canvas: RowCanvas) {
        let sky = palette.sky(at: FixedPoint.fraction(y, of: horizon))
        canvas.fill(sky)
        stars.paint(row: y, on: canvas, palette.light)
        for halo in halos {
            guard let slice = halo.disc.slice(row: y) else { continue }
            canvas.paint(slice, sky.lit(by: palette.light, halo.strength))
        }
        canvas.paint(sun, row: y, palette.light)
    }
}
