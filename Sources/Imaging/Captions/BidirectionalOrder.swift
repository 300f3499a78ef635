/// The order in which the characters of a line stand from left to right, where some are written from right to left.
///
/// A short form of the Unicode bidirectional algorithm (UAX #9): the line runs as its first letter does; letters, numbers
/// and what is neutral are told apart; explicit embeddings and pairs of brackets are not read.
enum BidirectionalOrder {
    private enum Direction {
        case leftToRight, rightToLeft, number, separator, neutral
    }

    /// Puts the cells of a line into the order in which they stand; brackets are turned where the text is.
    static func visual(_ cells: [Cell]) -> [Cell] {
        guard cells.contains(where: { $0.scalar.isRightToLeft }) else { return cells }
        var levels = levels(cells.map { direction($0.scalar) })
        var visual = zip(cells, levels).map { cell, level in level == 1 ? cell.mirrored : cell }
        // Rule L2: from the deepest level on, every run that is at least as deep is turned round.
        for level in [2, 1] {
            var start = 0
            while start < levels.count {
                let end = levels[start...].firstIndex { $0 < level } ?? levels.count
                visual[start..<end].reverse()
                levels[start..<end].reverse()
                start = end + 1
            }
        }
        return visual
    }

    /// How deep each character is embedded: 0 and 2 run to the right, 1 to the left.
    private static func levels(_ directions: [Direction]) -> [Int] {
        let isLineLeftward = directions.first { $0 == .leftToRight || $0 == .rightToLeft } == .rightToLeft
        let line = isLineLeftward ? 1 : 0
        let rightward = isLineLeftward ? 2 : 0
        var levels: [Int] = []
        // Whether what a character belongs to runs to the left; nil for what is neutral. A number belongs to the
        // letters before it, though its digits run to the right in all scripts.
        var isLeftward: [Bool?] = []
        var isLastLeftward = isLineLeftward
        for (index, direction) in directions.enumerated() {
            switch direction {
            case .leftToRight: isLastLeftward = false
            case .rightToLeft: isLastLeftward = true
            case .number: break
            case .separator
            where index > 0 && index + 1 < directions.count
                && directions[index - 1] == .number && directions[index + 1] == .number:
                break
            case .separator, .neutral:
                levels.append(line)
                isLeftward.append(nil)
                continue
            }
            levels.append(isLastLeftward ? (direction == .rightToLeft ? 1 : 2) : rightward)
            isLeftward.append(isLastLeftward)
        }
        // What is neutral goes with its neighbours where they agree, and with the line where they do not (N1, N2).
        var start = 0
        while start < levels.count {
            let end = isLeftward[start...].firstIndex { $0 != nil } ?? levels.count
            let before = start == 0 ? isLineLeftward : isLeftward[start - 1] ?? isLineLeftward
            let after = end == levels.count ? isLineLeftward : isLeftward[end] ?? isLineLeftward
            if before == after {
                for index in start..<end { levels[index] = before ? 1 : rightward }
            }
            start = end + 1
        }
        return levels
    }

    private static func direction(_ scalar: Unicode.Scalar) -> Direction {
        switch scalar {
        case "0"..."9", "\u{660}"..."\u{669}", "\u{6F0}"..."\u{6F9}": .number
        case ".", ",", ":", "/", "-", "+": .separator
        default: scalar.isRightToLeft ? .rightToLeft : scalar.properties.isAlphabetic ? .leftToRight : .neutral
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is of a block for scripts that are written from right to left, and no digit.
    fileprivate var isRightToLeft: Bool {
        switch value {
        case 0x660...0x669, 0x6F0...0x6F9: false
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }
}

extension Cell {
    /// The cell as it looks in text that runs to the left: brackets open to the other side.
    fileprivate var mirrored: Cell {
        let other: Unicode.Scalar? =
            switch scalar {
            case "(": ")"
            case ")": "("
            case "[": "]"
            case "]": "["
            case "{": "}"
            case "}": "{"
            case "<": ">"
            case ">": "<"
            case "«": "»"
            case "»": "«"
            default: nil
            }
        guard let other, let glyph = Glyph(other) else { return self }
        return Cell(scalar: other, glyph: glyph, marks: marks)
    }
}
