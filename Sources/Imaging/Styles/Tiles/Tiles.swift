/// Simple figures on a grid of square cells, in the manner of printed cloth and posters of the middle of the 20th century.
struct Tiles: Style {
    private let stock: TileStock
    private let strips: TileStrips

    init(_ scene: Scene) {
        var random = scene.random("tiles")
        let palette = scene.palette
        let isDark = palette.sky[0].luma < 60 ? random.chance(3, in: 4) : random.chance(1, in: 6)
        let scale = ToneScale(palette, isDark: isDark)
        var mosaic = TileMosaic()
        let grid: TileGrid
        if random.chance(1, in: 7) {
            grid = TileGrid(scene, cells: 4...6, isEven: false, &random)
            TruchetPlan(grid, scale, &random).lay(on: &mosaic)
        } else {
            let families = TileMotif.Family.all
            let family = families[random.number(in: 0...families.count - 1)]
            let symmetry = TilePlan.Symmetry(mayBeNone: family.isLoose, &random)
            grid = TileGrid(scene, cells: symmetry.cells, isEven: symmetry == .mirrored, &random)
            let coloring = TileColoring(scale, &random)
            TilePlan(grid, symmetry, family, coloring, &random).lay(on: &mosaic)
        }
        stock = mosaic.stock
        strips = TileStrips(mosaic.pieces, grid)
    }

    func paint(row y: Int, on canvas: RowCanvas) {
        strips.forEach(inRow: y) { stock.paint($0, row: y, on: canvas) }
    }
}
