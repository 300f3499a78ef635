import Testing

@testable import Imaging

@Suite struct TilesTests {
    private let width = 120
    private let height = 80

    /// A tiling of some symmetry.
    private func tiling(_ symmetry: TilePlan.Symmetry, seed: UInt64) -> [UInt8] {
        let scene = Scene(Recipe(prompt: "", seed: seed, width: width, height: height))
        var random = scene.random("test")
        let families = TileMotif.Family.all
        let family = families[random.number(in: 0...families.count - 1)]
        let grid = TileGrid(scene, cells: symmetry.cells, isEven: symmetry == .mirrored, &random)
        let coloring = TileColoring(ToneScale(scene.palette, isDark: false), &random)
        var mosaic = TileMosaic()
        TilePlan(grid, symmetry, family, coloring, &random).lay(on: &mosaic)
        let strips = TileStrips(mosaic.pieces, grid)
        return (0..<height).flatMap { y in
            var pixels = [UInt8](repeating: 0, count: width * 3)
            pixels.withUnsafeMutableBufferPointer { buffer in
                guard let start = buffer.baseAddress else { return }
                let canvas = RowCanvas(pixels: start, width: width)
                strips.forEach(inRow: y) { mosaic.stock.paint($0, row: y, on: canvas) }
            }
            return pixels
        }
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `a mirrored tiling looks the same from both sides and upside down`(seed: UInt64) {
        let pixels = tiling(.mirrored, seed: seed)
        let rows = (0..<height).map { Array(pixels[$0 * width * 3..<($0 + 1) * width * 3]) }
        let upsideDown = Array(rows.reversed().joined())
        let fromBehind = rows.flatMap { row in
            stride(from: width - 1, through: 0, by: -1).flatMap { row[$0 * 3..<$0 * 3 + 3] }
        }
        // Halves are rounded to one side.
        #expect(difference(pixels, upsideDown).largest <= 1)
        #expect(difference(pixels, fromBehind).largest <= 1)
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `a tiling without symmetry has none`(seed: UInt64) {
        let pixels = tiling(.none, seed: seed)
        let rows = (0..<height).map { Array(pixels[$0 * width * 3..<($0 + 1) * width * 3]) }
        #expect(difference(pixels, Array(rows.reversed().joined())).mean > 5)
    }
}
