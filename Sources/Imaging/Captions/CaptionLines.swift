/// Which words of a caption stand on which line; widths are in pixels of the font.
struct CaptionLines {
    /// The lines from top to bottom; none when nothing fits.
    private(set) var lines: [Line] = []

    /// What stands on one line.
    struct Line {
        /// The prompt, or the details where they have a line of their own.
        var left: [Cell]
        /// Whether the left is of the prompt.
        var isLeftPrompt: Bool
        /// The details, when they end a line of the prompt.
        var right: [Cell] = []
    }

    /// The least space between the prompt and the details on one line.
    private static let gap = 20
    /// The least space that is of use to a prompt that does not fit.
    private static let leastPrompt = 64
    /// The most lines that the prompt takes.
    private static let promptLimit = 2

    /// Arranges the prompt and the longest wording of the details that has room, on at most `limit` lines.
    init(prompt: String, details: some Sequence<String>, width: Int, limit: Int) {
        // Beside the prompt the details take two fifths of a line at most, and leave room for a few words.
        let share = min(width * 2 / 5, width - Self.gap - Self.leastPrompt)
        var flow = TextFlow(prompt)
        let isBlank = flow.isAtEnd
        let shown = Self.first(of: details, within: limit == 1 && !isBlank ? share : width) ?? []
        let beside = width - (shown.isEmpty ? 0 : shown.advance + Self.gap)
        if isBlank {
            add(shown, isPrompt: false)
            return
        }
        if limit == 1 {
            add(flow.lastLine(width: beside), isPrompt: true, right: shown)
            return
        }
        var oneLine = flow
        let cells = oneLine.line(width: beside)
        if oneLine.isAtEnd {
            add(cells, isPrompt: true, right: shown)
        } else if shown.advance <= share {
            add(flow.line(width: width), isPrompt: true)
            if flow.isAtEnd {
                add(shown, isPrompt: false)
            } else {
                add(flow.lastLine(width: beside), isPrompt: true, right: shown)
            }
        } else {
            let count = min(shown.isEmpty ? limit : limit - 1, Self.promptLimit)
            for number in 1...count where !flow.isAtEnd {
                add(number < count ? flow.line(width: width) : flow.lastLine(width: width), isPrompt: true)
            }
            add(shown, isPrompt: false)
        }
    }

    private mutating func add(_ left: [Cell], isPrompt: Bool, right: [Cell] = []) {
        if left.isEmpty && right.isEmpty { return }
        lines.append(Line(left: left, isLeftPrompt: isPrompt, right: right))
    }

    /// The first of some texts that fits a width.
    private static func first(of texts: some Sequence<String>, within width: Int) -> [Cell]? {
        for text in texts {
            var flow = TextFlow(text)
            let cells = flow.line(width: width)
            if flow.isAtEnd { return cells }
        }
        return nil
    }
}

extension [Cell] {
    /// How wide the cells are together, in pixels of the font.
    var advance: Int {
        reduce(0) { $0 + $1.advance }
    }
}
