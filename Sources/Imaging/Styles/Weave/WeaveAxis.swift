/// The ribbons of a weave that run in one direction and the gaps between them, measured across.
struct WeaveAxis {
    /// A part that looks the same from side to side.
    struct Zone {
        /// Where the next begins, in pixels.
        let end: Int
        /// The place in the pattern of the ribbon that it is a part of.
        let ribbon: Int
        /// The place of the ribbon whose shadow falls here, on what goes under it.
        let caster: Int
        /// Which of the lattice's colours it has; the next one is the same in a shadow.
        let color: Int
    }

    /// From one end of the picture to the other.
    private(set) var zones: [Zone] = []
    private let start: Int
    private let shade: Color

    /// Lays ribbons over a range of pixels, number 0 in its middle, and adds their colours to others.
    init(
        over range: Range<Int>,
        _ gauge: WeaveGauge,
        _ dye: WeaveDye,
        _ weaveColors: WeaveColors,
        _ colors: inout [Color]
    ) {
        start = range.lowerBound
        shade = weaveColors.shade
        var number = 0
        var place = (range.lowerBound + range.upperBound - dye.width(0, of: gauge)) / 2
        while place > start {
            number -= 1
            place -= dye.width(number, of: gauge) + gauge.gap
        }
        while place < range.upperBound {
            let end = place + dye.width(number, of: gauge)
            let color = dye.color(number, at: FixedPoint.fraction(place - start, of: range.count))
            if gauge.gap > 0 {
                addBody(number, place..<end, color, dye.thread(number), &colors)
                add(until: end + gauge.shadow, nil, caster: number, weaveColors.ground, &colors)
                add(until: end + gauge.gap, nil, caster: nil, weaveColors.ground, &colors)
            } else {
                // Where the shadow of the ribbon before may fall, the ribbon is a little darker at all times: a seam
                // between neighbours that lie above together.
                let seam = color.mixed(with: shade, 9_000)
                add(until: place + gauge.shadow, number, caster: number - 1, seam, &colors)
                addBody(number, place..<end, color, dye.thread(number), &colors)
            }
            place = end + gauge.gap
            number += 1
        }
    }

    /// The index of the zone at a place in pixels within the range.
    func zone(at place: Int) -> Int {
        var low = 0
        var high = zones.count - 1
        while low < high {
            let middle = (low + high) / 2
            if place < zones[middle].end { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private mutating func addBody(
        _ number: Int,
        _ pixels: Range<Int>,
        _ color: Color,
        _ thread: Color?,
        _ colors: inout [Color]
    ) {
        if let thread {
            let width = max(pixels.count / 14, 1)
            let first = pixels.lowerBound + (pixels.count - width) / 2
            add(until: first, number, caster: nil, color, &colors)
            add(until: first + width, number, caster: nil, thread, &colors)
        }
        add(until: pixels.upperBound, number, caster: nil, color, &colors)
    }

    /// Adds a zone, with the numbers of ribbons, unless it lies before the first pixel.
    private mutating func add(
        until end: Int,
        _ ribbon: Int?,
        caster: Int?,
        _ color: Color,
        _ colors: inout [Color]
    ) {
        guard end > zones.last?.end ?? start else { return }
        zones.append(
            Zone(
                end: end,
                ribbon: ribbon.map(WeavePattern.place) ?? WeavePattern.noRibbon,
                caster: caster.map(WeavePattern.place) ?? WeavePattern.noRibbon,
                color: colors.count
            )
        )
        // No shadow falls through a gap.
        colors += [color, ribbon == nil ? color : color.mixed(with: shade, 24_000)]
    }
}
