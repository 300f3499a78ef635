/// A palette in order of how much its colours stand out from a ground, for pictures that are flat patterns.
struct ToneScale {
    /// Six colours from the ground to what stands out most.
    let tones: [Color]
    /// Four colours that stand out against most tones; the first two are the strongest.
    let accents: [Color]

    /// Orders a palette's colours on a pale or on a dark ground.
    init(_ palette: Palette, isDark: Bool) {
        let paper = palette.accents[3].mixed(with: palette.sky[2], 16_000)
        let tones = [paper] + palette.layers
        self.tones = isDark ? tones.reversed() : tones
        accents = palette.accents
    }

    /// The first of some colours that stands out from another; failing that, the tone that does so most.
    func standingOut(from color: Color, among colors: [Color]) -> Color {
        func contrast(_ other: Color) -> Int { abs(other.luma - color.luma) }
        return colors.first { contrast($0) >= 40 } ?? tones.max { contrast($0) < contrast($1) } ?? color
    }
}
