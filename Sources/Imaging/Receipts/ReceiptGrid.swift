/// Where the cells of a receipt strip lie: one to three lines of them over the whole width, along the lower edge.
///
/// Only the width decides, and everything is in proportion to it, so that a scaled picture has its cells at the same
/// parts of its own width. Columns are counted from the left and lines from below; lengths are in 32nds of a cell's
/// width where they are not in pixels.
struct ReceiptGrid {
    /// The width of the picture in pixels.
    let width: Int
    /// How many cells stand side by side.
    let columns: Int

    /// How wide a cell is.
    static let cellWidth = 32
    /// How high a cell is.
    static let cellHeight = 24
    /// How high the margins above and below the lines are.
    static let margin = 8

    /// The numbers of columns there may be.
    static let columnChoices = [96, 48, 32]

    /// The width in pixels below which cells get too narrow: at 40 % of the picture's size two pixels are left of each.
    private static let narrowestCell = 5

    /// Chooses the fewest lines whose cells are wide enough; nil for a picture narrower than 160 pixels, or so low that
    /// they would take more than a sixth of it.
    init?(width: Int, height: Int) {
        guard let columns = Self.columnChoices.first(where: { width >= $0 * Self.narrowestCell }) else { return nil }
        self.init(width: width, columns: columns)
        guard self.height * 6 <= height else { return nil }
    }

    init(width: Int, columns: Int) {
        self.width = width
        self.columns = columns
    }

    /// How many lines of cells there are.
    var lines: Int { ReceiptCode.count / columns }

    /// How many rows of pixels the lines and their margins take.
    var height: Int { edge(2 * Self.margin + lines * Self.cellHeight) }

    /// A length in 256ths of a pixel.
    func position(_ length: Int) -> Int {
        length * width * 256 / (Self.cellWidth * columns)
    }

    /// A length in whole pixels, to the nearest.
    func edge(_ length: Int) -> Int {
        (position(length) + 128) >> 8
    }
}
