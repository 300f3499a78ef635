/// A shape between two level edges with straight sides, such as a gable or a spire; in 256ths of a pixel.
struct Trapezoid {
    var top: Int
    var bottom: Int
    /// From left to right at the top.
    var upper: Range<Int>
    /// From left to right at the bottom.
    var lower: Range<Int>

    /// The rows of pixels that it touches.
    var rows: Range<Int> { top >> 8..<(bottom + 255) >> 8 }
}

extension RowCanvas {
    /// Paints a trapezoid's part of row `y`.
    func paint(_ shape: Trapezoid, row y: Int, _ color: Color) {
        let start = max(shape.top, y << 8)
        let end = min(shape.bottom, y << 8 + 256)
        guard start < end else { return }
        let down = FixedPoint.fraction((start + end) / 2 - shape.top, of: shape.bottom - shape.top)
        let left = FixedPoint.interpolate(shape.upper.lowerBound, shape.lower.lowerBound, down)
        let right = FixedPoint.interpolate(shape.upper.upperBound, shape.lower.upperBound, down)
        let height = shape.bottom - shape.top
        // A side is as soft as a pixel is wide along the row, and wider by as much as it moves within the row.
        let leftReach = 128 + abs(shape.lower.lowerBound - shape.upper.lowerBound) * 128 / height
        let rightReach = 128 + abs(shape.lower.upperBound - shape.upper.upperBound) * 128 / height
        let touched = ((left - leftReach) >> 8..<(right + rightReach) >> 8 + 1).clamped(to: 0..<width)
        let solid = (left + leftReach + 127) >> 8..<max((right - rightReach + 128) >> 8, (left + leftReach + 127) >> 8)
        func paintPart(_ columns: Range<Int>) {
            for x in columns {
                let middle = x << 8 + 128
                let fromLeft = ((middle - left + leftReach) << 7) / leftReach
                let fromRight = ((right - middle + rightReach) << 7) / rightReach
                let coverage = min(max(min(fromLeft, fromRight), 0), 256)
                blend(x, color, coverage: (coverage * (end - start)) >> 8)
            }
        }
        if end - start == 256, !solid.isEmpty {
            paintPart(touched.lowerBound..<min(max(solid.lowerBound, touched.lowerBound), touched.upperBound))
            fill(solid, color)
            paintPart(max(min(solid.upperBound, touched.upperBound), touched.lowerBound)..<touched.upperBound)
        } else {
            paintPart(touched)
        }
    }
}
