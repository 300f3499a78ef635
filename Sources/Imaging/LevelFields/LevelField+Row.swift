extension LevelField {
    /// What a row of pixels has of the cells near an edge, from left to right.
    ///
    /// From one of them to the next the level does not change.
    struct Row: Sequence, IteratorProtocol {
        /// The level at the row's left end.
        let firstLevel: Int
        fileprivate let field: LevelField
        /// Where the grid's points above and below the row begin.
        private let upper: Int
        private let lower: Int
        /// How far the row lies between them.
        private let fraction: Int
        private var index: Int
        private let end: Int

        fileprivate init(_ field: LevelField, row: Int, fraction: Int) {
            self.field = field
            self.fraction = fraction
            upper = row * field.columns
            lower = upper + field.columns
            index = field.starts[row]
            end = field.starts[row + 1]
            firstLevel =
                FixedPoint.interpolate(Int(field.heights[upper]), Int(field.heights[lower]), fraction) >> 16
        }

        mutating func next() -> Cell? {
            guard index < end else { return nil }
            let column = Int(field.cells[index])
            index &+= 1
            return field.heights.withUnsafeBufferPointer { heights in
                let topLeft = Int(heights[upper &+ column])
                let topRight = Int(heights[upper &+ column &+ 1])
                let downLeft = Int(heights[lower &+ column]) &- topLeft
                let downRight = Int(heights[lower &+ column &+ 1]) &- topRight
                return Cell(
                    start: (column &- field.margin) &<< field.scale,
                    left: topLeft &+ (downLeft &* fraction) >> 16,
                    right: topRight &+ (downRight &* fraction) >> 16,
                    down: (downLeft &+ downRight) >> 1
                )
            }
        }
    }

    /// A cell's part of a row.
    struct Cell {
        /// Where the cell begins, in pixels from the left.
        var start: Int
        /// The heights at its sides, in 65,536ths of a level.
        var left: Int
        var right: Int
        /// How much higher the cell is at its bottom than at its top.
        var down: Int
    }

    /// The row through `y`, in 256ths of a pixel.
    func row(_ y: Int) -> Row {
        let down = min(max(y + margin &<< (scale + 8), 0), (rows - 1) &<< (scale + 8) - 1)
        return Row(self, row: down &>> (scale + 8), fraction: (down << 16) &>> (scale + 8) & 0xFFFF)
    }

    /// The places where a row comes to another level, from left to right.
    struct Crossings: IteratorProtocol {
        private var row: Row
        private let shift: Int
        private var cell = Cell(start: 0, left: 0, right: 0, down: 0)
        private var level: Int

        fileprivate init(_ row: Row, shift: Int) {
            self.row = row
            self.shift = shift
            level = row.firstLevel
            cell.right = level << 16
        }

        mutating func next() -> Crossing? {
            while level == cell.right >> 16 {
                guard let next = row.next() else { return nil }
                cell = next
            }
            let isRise = cell.right >> 16 > level
            let across = cell.right &- cell.left
            let scale = row.field.scale
            let threshold = (isRise ? level + 1 : level) << 16
            level += isRise ? 1 : -1
            return Crossing(
                position: shift + cell.start << 8 + ((threshold &- cell.left) &<< (scale &+ 8)) / across,
                softness: Self.softness(across: abs(across), along: abs(cell.down)),
                level: level
            )
        }

        /// Half the width, along the row, of an edge that is one pixel wide across; eight pixels at most.
        private static func softness(across: Int, along: Int) -> Int {
            let steepness = max(across, along) + min(across, along) / 2
            return min(128 * steepness / across, 8 * 256)
        }
    }

    /// Where a row comes to another level.
    struct Crossing {
        /// In 256ths of a pixel.
        var position: Int
        /// Over how much to either side the edge is soft, in 256ths of a pixel.
        var softness: Int
        /// The level behind the edge.
        var level: Int
    }

    /// The crossings of the row through `y`, moved to the right by `shift`, both in 256ths of a pixel.
    func crossings(_ row: Row, shift: Int) -> Crossings {
        Crossings(row, shift: shift)
    }
}
