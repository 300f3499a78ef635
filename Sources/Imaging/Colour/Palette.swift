/// Colours that go together, by the part they play in a picture.
struct Palette {
    /// The background from top to bottom: three stops of a gradient.
    var sky: [Color]
    /// The sun, the moon, whatever shines.
    var light: Color
    /// Five stops from what is far and pale to what is near and deep.
    var layers: [Color]
    /// Four colours that stand out against the layers and against each other.
    var accents: [Color]

    /// The sky at a fraction of the way down, in 128 steps.
    ///
    /// The steps are too small to be seen, and rows of one colour repeat in the file what stands in the row above.
    func sky(at fraction: Int) -> Color {
        Self.gradient(sky, at: fraction & ~511)
    }

    /// The layers at a fraction of the way from far to near.
    func layer(at fraction: Int) -> Color {
        Self.gradient(layers, at: fraction)
    }

    /// This palette with every colour moved towards its counterpart in another.
    func mixed(with other: Palette, _ fraction: Int) -> Palette {
        func mixed(_ list: [Color], _ others: [Color]) -> [Color] {
            zip(list, others).map { $0.mixed(with: $1, fraction) }
        }
        return Palette(
            sky: mixed(sky, other.sky),
            light: light.mixed(with: other.light, fraction),
            layers: mixed(layers, other.layers),
            accents: mixed(accents, other.accents)
        )
    }

    /// The colour of evenly spaced stops at a fraction 0…65,536.
    static func gradient(_ stops: [Color], at fraction: Int) -> Color {
        let position = min(max(fraction, 0), FixedPoint.one) * (stops.count - 1)
        let stop = min(position >> 16, stops.count - 2)
        return stops[stop].mixed(with: stops[stop + 1], position - stop << 16)
    }
}
