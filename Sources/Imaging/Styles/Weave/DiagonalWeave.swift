/// A weave whose ribbons run along the diagonals.
///
/// Ribbons of the first direction are counted along x + y, those of the second along x − y: in a row both grow with the
/// columns, and every edge cuts one pixel in halves.
struct DiagonalWeave {
    private let lattice: WeaveLattice

    init(_ lattice: WeaveLattice) {
        self.lattice = lattice
    }

    /// Paints row `y`.
    func paint(row y: Int, on canvas: RowCanvas) {
        let colors = lattice.colors
        lattice.first.zones.withUnsafeBufferPointer { first in
            lattice.second.zones.withUnsafeBufferPointer { second in
                var oneIndex = lattice.first.zone(at: y)
                var otherIndex = lattice.second.zone(at: -y)
                var one = first[oneIndex]
                var other = second[otherIndex]
                var color = lattice.color(one, other)
                var x = 0
                while true {
                    let oneEnd = one.end - y
                    let otherEnd = other.end + y
                    let end = min(oneEnd, otherEnd)
                    if end >= canvas.width { break }
                    if oneEnd == end {
                        oneIndex += 1
                        one = first[oneIndex]
                    }
                    if otherEnd == end {
                        otherIndex += 1
                        other = second[otherIndex]
                    }
                    let next = lattice.color(one, other)
                    guard next != color else { continue }
                    canvas.fill(x..<end, colors[color])
                    canvas[end] = colors[color].mixed(with: colors[next], FixedPoint.one / 2)
                    x = end + 1
                    color = next
                }
                canvas.fill(x..<canvas.width, colors[color])
            }
        }
    }
}
