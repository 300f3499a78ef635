/// A line across the picture with one height in every column.
struct Profile {
    /// The height in each column at the column's middle, in 256ths of a pixel from the top.
    private(set) var heights: [Int32]

    /// Computes a line at points `step` apart and draws straight from one to the next.
    ///
    /// `step` and the argument of `height` are in 256ths of a pixel. Noise is dear and its finest octave many pixels
    /// wide, so that far fewer points than columns do.
    init(width: Int, step: Int, height: (_ x: Int) -> Int) {
        heights = []
        heights.reserveCapacity(width)
        var start = 128
        var startHeight = height(start)
        var end = start + step
        var endHeight = height(end)
        for column in 0..<width {
            let x = column << 8 + 128
            while x >= end {
                start = end
                startHeight = endHeight
                end += step
                endHeight = height(end)
            }
            heights.append(Int32(clamping: startHeight + (endHeight - startHeight) * (x - start) / step))
        }
    }
}
