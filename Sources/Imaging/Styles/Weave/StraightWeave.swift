/// A weave whose ribbons run up and across.
struct StraightWeave {
    private struct Run {
        var end: Int
        var color: Color
    }

    private let level: WeaveAxis
    /// The runs of one colour in the rows of each zone of the level ribbons: all these rows are the same.
    private let runs: [Run]
    private let starts: [Int]

    init(_ lattice: WeaveLattice) {
        level = lattice.second
        var runs: [Run] = []
        var starts: [Int] = []
        for zone in lattice.second.zones {
            starts.append(runs.count)
            var color = lattice.colors[lattice.color(lattice.first.zones[0], zone)]
            var end = 0
            for column in lattice.first.zones {
                let next = lattice.colors[lattice.color(column, zone)]
                if next != color {
                    runs.append(Run(end: end, color: color))
                    color = next
                }
                end = column.end
            }
            runs.append(Run(end: end, color: color))
        }
        starts.append(runs.count)
        self.runs = runs
        self.starts = starts
    }

    /// Paints row `y`.
    func paint(row y: Int, on canvas: RowCanvas) {
        let zone = level.zone(at: y)
        runs.withUnsafeBufferPointer { runs in
            var x = 0
            for run in runs[starts[zone]..<starts[zone + 1]] {
                canvas.fill(x..<run.end, run.color)
                x = run.end
            }
        }
    }
}
