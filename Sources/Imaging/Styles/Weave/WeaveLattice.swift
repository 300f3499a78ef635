/// Ribbons of two directions and what is seen where they cross.
struct WeaveLattice {
    let first: WeaveAxis
    let second: WeaveAxis
    private let pattern: WeavePattern
    /// The colours of both, which zones refer to.
    let colors: [Color]

    /// Lays ribbons over the pixels of both directions.
    init(
        over first: Range<Int>,
        and second: Range<Int>,
        _ pattern: WeavePattern,
        _ gauge: WeaveGauge,
        _ weaveColors: WeaveColors
    ) {
        var colors: [Color] = []
        self.first = WeaveAxis(over: first, gauge, weaveColors.first, weaveColors, &colors)
        self.second = WeaveAxis(over: second, gauge, weaveColors.second, weaveColors, &colors)
        self.pattern = pattern
        self.colors = colors
    }

    /// Which colour is seen where a zone of the first direction crosses one of the second.
    func color(_ one: WeaveAxis.Zone, _ other: WeaveAxis.Zone) -> Int {
        if other.ribbon == WeavePattern.noRibbon || pattern.isFirstAbove(one.ribbon, other.ribbon) {
            one.color + (pattern.isSecondAbove(one.ribbon, other.caster) ? 1 : 0)
        } else {
            other.color + (pattern.isFirstAbove(one.caster, other.ribbon) ? 1 : 0)
        }
    }
}
