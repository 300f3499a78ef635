/// A disc, its centre and radius in 256ths of a pixel.
struct Disc {
    var centerX: Int
    var centerY: Int
    var radius: Int

    /// What a row of pixels has of the disc; nil when it passes by.
    func slice(row y: Int) -> Slice? {
        let down = y << 8 + 128 - centerY
        // The edge is as wide as a pixel: half within the circle, half without.
        let outer = radius + 128
        guard abs(down) < outer else { return nil }
        let reach = FixedPoint.squareRoot(outer * outer - down * down)
        let touched = (centerX - reach) >> 8..<(centerX + reach) >> 8 + 1
        let inner = max(radius - 128, 0)
        guard abs(down) < inner else {
            return Slice(disc: self, down: down, touched: touched, solid: touched.upperBound..<touched.upperBound)
        }
        // Pixels whose middles lie within the inner chord, which is √(reach² − band) to either side, and that is at
        // least reach − band ÷ reach: a division is cheaper than a root, and a pixel too few is found out by its
        // coverage.
        let half = reach - (outer * outer - inner * inner) / reach - 1
        let start = max((centerX - half + 127) >> 8, touched.lowerBound)
        let end = min((centerX + half - 128) >> 8 + 1, touched.upperBound)
        return Slice(disc: self, down: down, touched: touched, solid: start..<max(start, end))
    }

    /// A disc's part of one row of pixels.
    struct Slice {
        fileprivate let disc: Disc
        /// How far the middle of the row lies below the centre.
        fileprivate let down: Int
        /// The columns that the disc covers at least in part.
        let touched: Range<Int>
        /// The columns that it covers wholly.
        let solid: Range<Int>

        /// How many 256ths of a pixel are covered.
        ///
        /// Near the edge the squared distance is as good as linear, which gives the coverage without a root.
        func coverage(column x: Int) -> Int {
            let right = x << 8 + 128 - disc.centerX
            let outer = disc.radius + 128
            let inner = max(disc.radius - 128, 0)
            let within = outer * outer - right * right - down * down
            return min(max(within << 8 / (outer * outer - inner * inner), 0), 256)
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
        paintEdge(of: slice, slice.touched.lowerBound..<slice.solid.lowerBound, color)
        fill(slice.solid, color)
        paintEdge(of: slice, slice.solid.upperBound..<slice.touched.upperBound, color)
    }

    private func paintEdge(of slice: Disc.Slice, _ columns: Range<Int>, _ color: Color) {
        for x in columns.clamped(to: 0..<width) {
            blend(x, color, coverage: slice.coverage(column: x))
        }
    }

    /// Paints what one disc does not share with another in the same row: part of a crescent, when they overlap.
    func paint(_ slice: Disc.Slice, outside hole: Disc.Slice?, _ color: Color) {
        guard let hole, hole.touched.overlaps(slice.touched) else {
            paint(slice, color)
            return
        }
        let columns = slice.touched.clamped(to: 0..<width)
        var x = columns.lowerBound
        while x < columns.upperBound {
            if hole.solid.contains(x) {
                x = hole.solid.upperBound
            } else if slice.solid.contains(x), !hole.touched.contains(x) {
                let end =
                    x < hole.touched.lowerBound
                    ? min(slice.solid.upperBound, hole.touched.lowerBound) : slice.solid.upperBound
                fill(x..<end, color)
                x = end
            } else {
                let kept = hole.touched.contains(x) ? 256 - hole.coverage(column: x) : 256
                blend(x, color, coverage: (slice.coverage(column: x) * kept) >> 8)
                x += 1
            }
        }
    }
}
