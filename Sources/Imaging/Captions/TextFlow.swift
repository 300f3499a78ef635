/// A text that is broken into lines as they are asked for.
struct TextFlow {
    private var reader: CellReader

    init(_ text: String) {
        reader = CellReader(text)
    }

    /// Whether there is nothing left.
    var isAtEnd: Bool {
        var rest = reader
        return rest.read() == nil
    }

    /// The next line, no wider than `width` pixels of the font; it ends between words where it can.
    mutating func line(width: Int) -> [Cell] {
        var cells: [Cell] = []
        var used = 0
        var lastBreak: (count: Int, reader: CellReader)?
        while true {
            let before = reader
            guard let cell = reader.read() else { return cells }
            if cell.isSpace && cells.isEmpty { continue }
            if let last = cells.last, last.mayBreak(before: cell) { lastBreak = (cells.count, before) }
            used += cell.advance
            if used > width {
                reader = before
                if let lastBreak, !cell.isSpace {
                    cells.removeLast(cells.count - lastBreak.count)
                    reader = lastBreak.reader
                }
                while cells.last?.isSpace == true { cells.removeLast() }
                return cells
            }
            cells.append(cell)
        }
    }

    /// All that is left as one line, no wider than `width` pixels of the font; what does not fit is cut off, and an
    /// ellipsis says so.
    mutating func lastLine(width: Int) -> [Cell] {
        var cells: [Cell] = []
        var used = 0
        while let cell = reader.read() {
            if cell.isSpace && cells.isEmpty { continue }
            used += cell.advance
            cells.append(cell)
            if used > width { return Self.cut(cells, used: used, to: width) }
        }
        return cells
    }

    private static func cut(_ cells: [Cell], used: Int, to width: Int) -> [Cell] {
        let scalar: Unicode.Scalar = "…"
        let ellipsis = Cell(scalar: scalar, glyph: Glyph(scalar) ?? .box)
        var cells = cells
        var used = used
        while let last = cells.last, used + ellipsis.advance > width || last.isSpace {
            used -= last.advance
            cells.removeLast()
        }
        return cells + [ellipsis]
    }
}
