/// A level bar with round ends, in 256ths of a pixel.
struct Capsule {
    /// The middles of its ends, from left to right.
    var ends: ClosedRange<Int>
    var centerY: Int
    var radius: Int
}

extension RowCanvas {
    /// Paints a bar's part of row `y`.
    func paint(_ bar: Capsule, row y: Int, _ color: Color) {
        let first = Disc(centerX: bar.ends.lowerBound, centerY: bar.centerY, radius: bar.radius)
        let last = Disc(centerX: bar.ends.upperBound, centerY: bar.centerY, radius: bar.radius)
        guard let left = first.slice(row: y), let right = last.slice(row: y) else { return }
        let (start, end) = (bar.ends.lowerBound >> 8, bar.ends.upperBound >> 8)
        if left.solid.contains(start), right.solid.contains(end) {
            paint(left, color)
            fill(start..<end, color)
            paint(right, color)
            return
        }
        // Along its upper and its lower edge the bar is covered in part, as much as at the middles of its ends.
        for x in (left.touched.lowerBound..<right.touched.upperBound).clamped(to: 0..<width) {
            blend(x, color, coverage: x < end ? left.coverage(column: min(x, start)) : right.coverage(column: x))
        }
    }
}
