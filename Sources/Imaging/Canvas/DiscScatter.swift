/// Many small discs, kept so that those in a row are found without looking at the others.
struct DiscScatter {
    private static let bandHeight = 8
    /// The discs that each band of rows touches.
    private var bands: [[Disc]]

    /// Sorts discs into the bands of a picture of some height.
    init(_ discs: [Disc], height: Int) {
        bands = Array(repeating: [], count: (height + Self.bandHeight - 1) / Self.bandHeight)
        for disc in discs {
            let first = max((disc.centerY - disc.radius - 128) >> 8, 0) / Self.bandHeight
            let last = min((disc.centerY + disc.radius + 128) >> 8, height - 1)
            guard last >= 0 else { continue }
            for band in first...max(last / Self.bandHeight, first) where band < bands.count {
                bands[band].append(disc)
            }
        }
    }

    /// Paints all discs' parts of row `y`.
    func paint(row y: Int, on canvas: RowCanvas, _ color: Color) {
        for disc in bands[y / Self.bandHeight] {
            canvas.paint(disc, row: y, color)
        }
    }
}
