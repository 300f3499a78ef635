/// The widths and colours of the ribbons of one direction, by their numbers from the middle of the picture.
struct WeaveDye {
    /// A ribbon of the sequence that is repeated.
    private struct Part {
        /// In percent of the common width.
        var width: Int
        /// A colour of its own.
        var tint: Color?
    }

    /// Two colours that the ribbons shade into each other.
    private let stops: [Color]
    /// Half of the sequence, which is repeated forwards and backwards: what weavers call a sett.
    private let sett: [Part]
    /// Whether the ribbons of the sett's first part have a thread of the accent's colour.
    private let hasThreads: Bool
    private let accent: Color
    /// The ribbons in the accent's colour: few, and close to the middle.
    private let accented: [Int]

    /// Chooses a sett of at most `variety` parts, with colours of their own among `tints`.
    init(
        from start: Color,
        to end: Color,
        tints: [Color],
        accent: Color,
        variety: Int,
        _ random: inout SeededRandom
    ) {
        stops = [start, end]
        self.accent = accent
        hasThreads = variety > 1 && random.chance(1, in: 3)
        sett = (0..<random.number(in: 1...variety)).map { index in
            Part(
                width: variety > 2 ? [100, 70, 140][random.number(in: 0...2)] : 100,
                tint: index > 0 && random.chance(1, in: 2) ? tints[random.number(in: 0...tints.count - 1)] : nil
            )
        }
        let focus = random.number(in: -2...2)
        accented = Array([focus, focus + 3].prefix(random.number(in: 0...2)))
    }

    /// Which part of the sett a ribbon is.
    private func part(_ number: Int) -> Int {
        let period = max(2 * (sett.count - 1), 1)
        let place = (number % period + period) % period
        return min(place, period - place)
    }

    /// A ribbon's width in pixels.
    func width(_ number: Int, of gauge: WeaveGauge) -> Int {
        max(gauge.width * sett[part(number)].width / 100, gauge.shadow + 1)
    }

    /// A ribbon's colour at a fraction of the way across the picture.
    func color(_ number: Int, at fraction: Int) -> Color {
        if accented.contains(number) { return accent }
        return sett[part(number)].tint ?? Palette.gradient(stops, at: fraction)
    }

    /// The colour of a thin line along a ribbon's middle.
    func thread(_ number: Int) -> Color? {
        hasThreads && part(number) == 0 && !accented.contains(number) ? accent : nil
    }
}
