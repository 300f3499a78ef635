/// A way to draw: a composition, settled once, from which any row can be painted alone.
///
/// Rows are made of runs of one colour with soft ends: they are quick to paint at any size, and deflate finds the runs
/// without a filter.
protocol Style: Sendable {
    /// Composes a picture.
    init(_ scene: Scene)

    /// Paints row `y`, every pixel of it.
    func paint(row y: Int, on canvas: RowCanvas)
}
