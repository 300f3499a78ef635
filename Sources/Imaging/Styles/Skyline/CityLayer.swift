/// A row of houses and towers at one distance.
struct CityLayer {
    /// From where down all of a row is built over.
    let solidFrom: Int
    /// The colour of what is built over.
    private let color: Color
    private let lampColor: Color
    private let lamps: RowSorted<Disc>
    private let roofs: RowSorted<Roof>
    private let blocks: RowSorted<Block>
    private let faces: RowSorted<Block>
    private let windows: RowSorted<WindowGrid>

    /// An upright part of a building, in whole pixels.
    struct Block {
        var columns: Range<Int>
        var rows: Range<Int>
        var color: Color
    }

    /// A sloping part of a building.
    struct Roof {
        var shape: Trapezoid
        var color: Color
    }

    /// Makes a layer of what a builder built; all of it is built over from row `solidFrom` down.
    init(_ builder: CityBuilder, solidFrom: Int) {
        self.solidFrom = solidFrom
        color = builder.color
        lampColor = builder.lampColor
        lamps = RowSorted(builder.lamps) { $0.rows }
        roofs = RowSorted(builder.roofs) { $0.shape.rows }
        blocks = RowSorted(builder.blocks) { $0.rows }
        faces = RowSorted(builder.faces) { $0.rows }
        windows = RowSorted(builder.windows) { $0.rows }
    }

    /// Paints the layer's part of row `y`.
    func paint(row y: Int, on canvas: RowCanvas) {
        if y >= solidFrom { canvas.fill(color) }
        lamps.forEach(inRow: y) { canvas.paint($0, row: y, lampColor) }
        roofs.forEach(inRow: y) { canvas.paint($0.shape, row: y, $0.color) }
        blocks.forEach(inRow: y) { canvas.fill($0.columns, $0.color) }
        faces.forEach(inRow: y) { canvas.fill($0.columns, $0.color) }
        windows.forEach(inRow: y) { $0.paint(row: y, on: canvas) }
    }

    /// Paints the silhouette of row `y` as water mirrors it: moved to the right by `shift` pixels and mixed with the
    /// water's colour.
    func paintReflection(row y: Int, on canvas: RowCanvas, shift: Int, water: Color, _ fraction: Int) {
        if y >= solidFrom { canvas.fill(color.mixed(with: water, fraction)) }
        blocks.forEach(inRow: y) { block in
            canvas.fill(
                block.columns.lowerBound + shift..<block.columns.upperBound + shift,
                block.color.mixed(with: water, fraction)
            )
        }
    }
}
