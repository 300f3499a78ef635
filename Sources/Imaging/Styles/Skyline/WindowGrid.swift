/// The lit windows of a building, in whole pixels.
struct WindowGrid {
    /// The building's rows that have windows.
    var rows: Range<Int>
    /// Where the first window of a storey begins.
    var left: Int
    /// How many windows a storey has, up to 64.
    var count: Int
    var size: Size
    var pattern: Pattern
    /// Chooses the windows that are lit.
    var key: UInt64
    var color: Color

    /// How large windows are and how far apart.
    struct Size {
        /// From one window to the next, across and down.
        var pitch: Int
        var storey: Int
        /// The part of it that is glass.
        var width: Int
        var height: Int

        init(pitch: Int) {
            self.pitch = pitch
            storey = pitch * 4 / 3
            width = max(pitch * 9 / 20, 1)
            height = max(storey / 2, 1)
        }
    }

    /// Which windows are lit.
    enum Pattern: CaseIterable {
        /// One in four, or every other one.
        case few, many
        /// Whole storeys, and one window in eight in the others.
        case storeys
        /// The same in every storey, as where there is a staircase.
        case staircases
    }

    /// Paints the lit windows in row `y`.
    func paint(row y: Int, on canvas: RowCanvas) {
        let down = y - rows.lowerBound
        let storey = down / size.storey
        guard down - storey * size.storey >= size.storey - size.height else { return }
        var lit = lights(storey: storey)
        while lit != 0 {
            let start = left + lit.trailingZeroBitCount * size.pitch
            canvas.fill(start..<start + size.width, color)
            lit &= lit - 1
        }
    }

    /// The windows of a storey that are lit, a bit each from the left.
    private func lights(storey: Int) -> UInt64 {
        let all = UInt64.max >> UInt64(64 - count)
        let random = mix(key &+ UInt64(storey) &* 0x9E37_79B9_7F4A_7C15)
        return switch pattern {
        case .few: random & random >> 23 & all
        case .many: random & all
        case .storeys: random % 3 == 0 ? all : random & random >> 20 & random >> 40 & all
        case .staircases: key & key >> 17 & all
        }
    }
}
