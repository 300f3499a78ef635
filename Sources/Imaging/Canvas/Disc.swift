/// A disc, its centre and radius in 256ths of a pixel.
struct Disc {
    var centerX: Int
    var centerY: Int
    var radius: Int

    /// The pixel rows that the disc touches.
    var rows: Range<Int> {
        let first = (centerY - radius - 128) >> 8
        let last = (centerY + radius + 128) >> 8
        return first..<last + 1
    }

    /// Half the chord that a row's middle cuts from a concentric disc of another radius; nil when it passes by.
    func halfChord(inRow y: Int, radius: Int) -> Int? {
        let down = y << 8 + 128 - centerY
        guard radius > abs(down) else { return nil }
        return FixedPoint.squareRoot(radius * radius - down * down)
    }
}

extension RowCanvas {
    /// Paints a disc's part of row `y`, its edge blended over one pixel.
    ///
    /// Near the edge the squared distance is as good as linear, which gives the coverage without a root.
    func paint(_ disc: Disc, row y: Int, _ color: Color) {
        let outer = disc.radius + 128
        guard let reach = disc.halfChord(inRow: y, radius: outer) else { return }
        let inner = max(disc.radius - 128, 0)
        let first = (disc.centerX - reach) >> 8
        let last = (disc.centerX + reach) >> 8
        var solid = last + 1..<last + 1
        if let half = disc.halfChord(inRow: y, radius: inner) {
            // Pixels whose middles lie within the inner chord.
            let start = (disc.centerX - half + 127) >> 8
            solid = start..<max((disc.centerX + half - 128) >> 8 + 1, start)
        }
        paintEdge(of: disc, row: y, first..<min(solid.lowerBound, last + 1), color)
        fill(solid, color)
        paintEdge(of: disc, row: y, max(solid.upperBound, first)..<max(last + 1, solid.upperBound), color)
    }

    private func paintEdge(of disc: Disc, row y: Int, _ columns: Range<Int>, _ color: Color) {
        let down = y << 8 + 128 - disc.centerY
        let outer = disc.radius + 128
        let inner = max(disc.radius - 128, 0)
        let band = outer * outer - inner * inner
        for x in columns.clamped(to: 0..<width) {
            let right = x << 8 + 128 - disc.centerX
            let within = outer * outer - right * right - down * down
            blend(x, color, coverage: min(max(within << 8 / band, 0), 256))
        }
    }
}
