/// A disc, its centre and radius in 256ths of a pixel.
struct Disc {
    var centerX: Int
    var centerY: Int
    var radius: Int

    /// The rows of pixels that it may touch.
    var rows: Range<Int> { (centerY - radius - 128) >> 8..<(centerY + radius + 128) >> 8 + 1 }

    /// What a row of pixels has of the disc; nil when it passes by.
    func slice(row y: Int) -> Slice? {
        let down = y << 8 + 128 - centerY
        // The edge is as wide as a pixel: half within the circle, half without.
        let outer = radius + 128
        let inner = max(radius - 128, 0)
        guard abs(down) < outer else { return nil }
        let reach = FixedPoint.squareRoot(outer * outer - down * down)
        let touched = (centerX - reach) >> 8..<(centerX + reach) >> 8 + 1
        let band = outer * outer - inner * inner
        guard abs(down) < inner else {
            return Slice(
                disc: self,
                down: down,
                band: band,
                touched: touched,
                solid: touched.upperBound..<touched.upperBound
            )
        }
        // Pixels whose middles lie within the inner chord, which is √(reach² − band) to either side, and that is at
        // least reach − band ÷ reach: a division is cheaper than a root, and a pixel too few is found out by its
        // coverage.
        let half = reach - band / reach - 1
        let start = max((centerX - half + 127) >> 8, touched.lowerBound)
        let end = min((centerX + half - 128) >> 8 + 1, touched.upperBound)
        return Slice(disc: self, down: down, band: band, touched: touched, solid: start..<max(start, end))
    }

    /// A disc's part of one row of pixels.
    struct Slice {
        private let centerX: Int
        /// The square of how far to either side the disc's edge ends.
        private let reach: Int
        /// The difference of the squares where the edge ends and where it begins.
        private let band: Int
        /// 256 ÷ `band` in 2⁴⁰ths.
        private let scale: Int
        /// The columns that the disc covers at least in part.
        let touched: Range<Int>
        /// The columns that it covers wholly.
        let solid: Range<Int>

        fileprivate init(disc: Disc, down: Int, band: Int, touched: Range<Int>, solid: Range<Int>) {
            centerX = disc.centerX
            reach = (disc.radius + 128) * (disc.radius + 128) - down * down
            self.band = band
            scale = 1 << 48 / band
            self.touched = touched
            self.solid = solid
        }

        /// How many 256ths of a pixel are covered.
        ///
        /// Near the edge the squared distance is as good as linear, which gives the coverage without a root.
        func coverage(column x: Int) -> Int {
            let right = x << 8 + 128 - centerX
            let within = min(max(reach - right * right, 0), band)
            return (within &* scale) >> 40
        }
    }
}

extension RowCanvas {
    /// Paints a disc's part of row `y`.
    func paint(_ disc: Disc, row y: Int, _ color: Color) {
        if let slice = disc.slice(row: y) { paint(slice, color) }
    }

    /// Paints a disc's part of a row.
    func paint(_ slice: Disc.Slice, _ color: Color) {
        paint(slice, from: slice.touched.lowerBound, to: slice.touched.upperBound, color)
    }

    /// Paints what one disc does not share with another in the same row: part of a crescent, when they overlap.
    func paint(_ slice: Disc.Slice, outside hole: Disc.Slice?, _ color: Color) {
        guard let hole, hole.touched.overlaps(slice.touched) else {
            paint(slice, color)
            return
        }
        paint(slice, from: slice.touched.lowerBound, to: hole.touched.lowerBound, color)
        let shared = slice.touched.clamped(to: hole.touched).clamped(to: 0..<width)
        let hidden = hole.solid.clamped(to: shared)
        for edge in [shared.lowerBound..<hidden.lowerBound, hidden.upperBound..<shared.upperBound] {
            for x in edge {
                blend(x, color, coverage: (slice.coverage(column: x) * (256 - hole.coverage(column: x))) >> 8)
            }
        }
        paint(slice, from: hole.touched.upperBound, to: slice.touched.upperBound, color)
    }

    /// Paints a disc's part of some columns.
    private func paint(_ slice: Disc.Slice, from start: Int, to end: Int, _ color: Color) {
        guard start < end else { return }
        let columns = (start..<end).clamped(to: 0..<width)
        let solid = slice.solid.clamped(to: columns)
        for x in columns.lowerBound..<solid.lowerBound {
            blend(x, color, coverage: slice.coverage(column: x))
        }
        fill(solid, color)
        for x in solid.upperBound..<columns.upperBound {
            blend(x, color, coverage: slice.coverage(column: x))
        }
    }
}
