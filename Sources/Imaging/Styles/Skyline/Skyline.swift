/// A city in layers, its windows lit, under a sun or a moon, often by the water or behind a park.
struct Skyline: Style {
    private let palette: Palette
    private let sky: CitySky
    /// From far to near.
    private let layers: [CityLayer]
    private let water: StillWater?
    private let park: Park?

    init(_ scene: Scene) {
        palette = scene.palette
        var random = scene.random("skyline")
        let unit = scene.unit
        let foreground = random.number(in: 0...3)
        let ground = foreground < 2 ? scene.height * random.number(in: 76...86) / 100 : scene.height
        // The highest that towers may be, in pixels.
        let available = min(ground, unit * 5 / 4 / 256)
        // In long and narrow formats the motif is repeated.
        let period = scene.width / scene.repeats.across
        let focus = period * random.number(in: 0...scene.repeats.across - 1) + period * random.number(in: 28...72) / 100
        let sun = Disc(
            centerX: (focus + period * random.number(in: -18...18) / 100) << 8,
            centerY: (ground - available * random.number(in: 40...78) / 100) << 8,
            radius: unit * random.number(in: 60...120) / 1000
        )
        sky = CitySky(scene, horizon: ground, sun: sun)
        let noise = GradientNoise(key: random.next())
        let bustle = random.number(in: 60...115)
        layers = (0...2).map { nearness in
            let site = CityBuilder.Site(ground: ground, light: sun.centerX >> 8, nearness: nearness)
            var builder = CityBuilder(scene, site)
            let base = available * [20, 14, 8][nearness] / 100
            let extra = available * [38, 32, 26][nearness] * bustle / 10_000
            builder.build { x in
                let off = abs(x - focus) % period
                let distance = FixedPoint.fraction(
                    min(off, period - off),
                    of: unit * [60, 55, 50][nearness] / (100 * 256)
                )
                let near = FixedPoint.one - FixedPoint.multiply(distance, distance)
                // The nearest houses frame the others.
                let shape = nearness == 2 ? (FixedPoint.one - near) * 2 / 3 : near
                let rough = noise.value(x: (x << 24) / (unit / 3) + nearness << 20)
                return base + FixedPoint.multiply(extra, max(shape + rough / 3, 0))
            }
            return CityLayer(builder, solidFrom: ground - base / 2)
        }
        water = foreground < 2 ? StillWater(scene, top: ground) : nil
        park = foreground == 2 ? Park(scene) : nil
    }

    func paint(row y: Int, on canvas: RowCanvas) {
        if let water, y >= water.top {
            paint(water, row: y, on: canvas)
            return
        }
        // In place, as a copy of a layer retains each of its arrays.
        layers.withUnsafeBufferPointer { layers in
            let first = layers.lastIndex { y >= $0.solidFrom }
            if first == nil { sky.paint(row: y, on: canvas) }
            for index in (first ?? 0)..<layers.count {
                layers[index].paint(row: y, on: canvas)
            }
        }
        park?.paint(row: y, on: canvas)
    }

    private func paint(_ water: StillWater, row y: Int, on canvas: RowCanvas) {
        let row = water.row(y)
        let surface = sky.color(row: row.source).mixed(with: palette.layers[4], 16_000)
        canvas.fill(surface)
        layers.withUnsafeBufferPointer { layers in
            for index in layers.indices {
                layers[index].paintReflection(row: row.source, on: canvas, shift: row.shift, water: surface, row.fading)
            }
        }
        if row.glitter > 0 {
            let middle = sky.sun.centerX >> 8 + row.shift * 2
            canvas.fill(middle - row.glitter..<middle + row.glitter, surface.mixed(with: palette.light, 36_000))
        }
    }
}
