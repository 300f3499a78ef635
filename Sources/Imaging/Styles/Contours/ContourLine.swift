/// A line of constant width between two grounds, painted by the distance from its middle.
struct ContourLine {
    /// How far from its middle it is seen, in eighths of a pixel.
    private let reach: Int
    /// What one comes past on the way across, in steps of an eighth of a pixel.
    private let profile: [Color]

    /// Makes a line; `half` is half its width in 256ths of a pixel.
    init(half: Int, ink: Color, below: Color, above: Color) {
        let reach = (half + 128) >> 5 + 1
        self.reach = reach
        profile = (-reach...reach).map { eighths in
            // What is thinner than a pixel covers no pixel wholly. Quarters of coverage do for a thin line.
            let coverage = min(max(half + 128 - abs(eighths) * 32, 0), 256, 2 * half)
            return (eighths < 0 ? below : above).mixed(with: ink, ((coverage + 32) & ~63) << 8)
        }
    }

    /// Which of some pixels see the line.
    ///
    /// `start` is the distance of the first pixel from the line's middle and `step` how much it grows from each to the
    /// next, in 65,536ths of an eighth of a pixel.
    func columns(start: Int, step: Int, count: Int) -> Range<Int> {
        let limit = reach << 16
        let stride = abs(step)
        let first = step < 0 ? -start : start
        let last = first &+ stride &* (count &- 1)
        if last < -limit || first > limit { return 0..<0 }
        let from = first < -limit ? (stride &- 1 &- limit &- first) / stride : 0
        let to = last > limit ? (limit &- first) / stride &+ 1 : count
        return from..<to
    }

    /// Paints the line in some columns, the first of them at a distance from its middle; see `columns` for the units.
    func paint(_ columns: Range<Int>, on canvas: RowCanvas, distance: Int, step: Int) {
        profile.withUnsafeBufferPointer { profile in
            var distance = distance &+ reach << 16 &+ 32_768
            for x in columns {
                canvas[x] = profile[distance >> 16]
                distance &+= step
            }
        }
    }
}
