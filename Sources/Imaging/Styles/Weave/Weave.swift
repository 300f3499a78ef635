/// Ribbons woven over and under each other, straight or along the diagonals, lit from the left.
struct Weave: Style {
    private let cloth: Cloth

    private enum Cloth {
        case straight(StraightWeave)
        case diagonal(DiagonalWeave)
    }

    init(_ scene: Scene) {
        var random = scene.random("weave")
        let isDiagonal = random.chance(2, in: 5)
        let isOpen = random.chance(1, in: 4)
        let patterns = isOpen ? WeavePattern.open : WeavePattern.all
        let pattern = patterns[random.number(in: 0...patterns.count - 1)]
        let gauge = WeaveGauge(
            scene,
            ribbons: pattern.isFine ? random.number(in: 9...12) : random.number(in: 7...10),
            isDiagonal: isDiagonal,
            isOpen: isOpen,
            &random
        )
        let colors = WeaveColors(scene.palette, variety: isOpen ? 1 : pattern.isFine ? 2 : 4, &random)
        let (width, height) = (scene.width, scene.height)
        let lattice = WeaveLattice(
            over: isDiagonal ? 0..<width + height : 0..<width,
            and: isDiagonal ? -height..<width : 0..<height,
            pattern,
            gauge,
            colors
        )
        cloth = isDiagonal ? .diagonal(DiagonalWeave(lattice)) : .straight(StraightWeave(lattice))
    }

    func paint(row y: Int, on canvas: RowCanvas) {
        switch cloth {
        case .straight(let weave): weave.paint(row: y, on: canvas)
        case .diagonal(let weave): weave.paint(row: y, on: canvas)
        }
    }
}
