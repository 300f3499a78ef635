/// Pines in groups along a range of hills.
struct Pines {
    private let tiers: RowSorted<Trapezoid>

    /// No pines at all.
    init() {
        tiers = RowSorted([]) { $0.rows }
    }

    /// Plants pines of about `size` 256ths of a pixel on the heights of all columns.
    init(on tops: [Int32], size: Int, _ random: inout SeededRandom) {
        let noise = GradientNoise(key: random.next())
        var shapes: [Trapezoid] = []
        var x = 0
        while x >> 8 < tops.count {
            let height = max(size * random.number(in: 60...120) / 100, 512)
            if noise.value(x: (x << 16) / (size * 7)) > 6_000 {
                let foot = Int(tops[x >> 8]) + height / 10
                for tier in 0...1 {
                    let half = height * (13 + 6 * tier) / 100
                    shapes.append(
                        Trapezoid(
                            top: foot - height + height * 34 * tier / 100,
                            bottom: foot - height * (38 - 38 * tier) / 100,
                            upper: x..<x,
                            lower: x - half..<x + half
                        )
                    )
                }
            }
            x += height * random.number(in: 25...75) / 100
        }
        tiers = RowSorted(shapes) { $0.rows }
    }

    /// Paints the pines' part of row `y`.
    func paint(row y: Int, on canvas: RowCanvas, _ color: Color) {
        tiers.forEach(inRow: y) { canvas.paint($0, row: y, color) }
    }
}
