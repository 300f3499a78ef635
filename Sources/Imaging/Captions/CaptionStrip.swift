/// A caption set for a picture: a dark band over the art, and the text on it.
///
/// It is set in pixels of the font, which are shown larger by a whole number where the picture is large: so the text is
/// crisp at every size.
struct CaptionStrip: Sendable {
    /// The rows of the picture that the strip covers.
    let rows: Range<Int>
    private let lines: [TextLine]
    /// How many pixels of the picture a pixel of the font is wide and high.
    private let scale: Int

    /// Sets a caption for a picture so that the strip ends with row `bottom` − 1; nil when the picture is too small for
    /// one, or there is nothing to say.
    init?(_ caption: Caption, width: Int, height: Int, bottom: Int) {
        guard width >= Self.leastSide, height >= Self.leastSide else { return nil }
        // Two lines take an eighth of the height at most.
        scale = max(min(width / 700, height / (8 * Padding.full.height(lines: 2))), 1)
        let padding = Padding.full.height(lines: 1) * scale * 6 <= height ? Padding.full : .low
        let columns = width / scale
        let margin = min(max(columns / 24, 4), 12)
        let text = CaptionLines(
            prompt: caption.prompt,
            details: caption.details(width: width, height: height),
            width: columns - 2 * margin,
            limit: padding.lines(within: height / (8 * scale))
        )
        guard !text.lines.isEmpty else { return nil }
        rows = bottom - padding.height(lines: text.lines.count) * scale..<bottom
        var lines: [TextLine] = []
        for (index, line) in text.lines.enumerated() {
            let baseline = rows.lowerBound + padding.baseline(line: index) * scale
            let left = (line.left, margin * scale, line.isLeftPrompt ? Self.promptColor : Self.detailsColor)
            let right = (line.right, width - (margin + line.right.advance) * scale, Self.detailsColor)
            for (cells, x, color) in [left, right] where !cells.isEmpty {
                lines.append(TextLine(cells, x: x, baseline: baseline, scale: scale, color: color))
            }
        }
        self.lines = lines
    }

    /// Pictures with a shorter side have no strip: the words would be cut to a syllable, or the art to half.
    private static let leastSide = 64

    /// The band, through which a sixth of the art shows, is dark enough for a contrast of 7 : 1 to both colours of text
    /// on any art (WCAG 2.2, 1.4.6).
    private static let bandGrey: UInt8 = 12
    private static let hairlineGrey: UInt8 = 60
    private static let bandCoverage = 212
    private static let promptColor = Color(0xFAFAF7)
    private static let detailsColor = Color(0xC8C8C4)

    /// Lays the strip's part of row `y` over what was painted there; nothing outside `rows`.
    func paint(row y: Int, on canvas: RowCanvas) {
        guard rows.contains(y) else { return }
        let isHairline = y - rows.lowerBound < scale
        canvas.veil(isHairline ? Self.hairlineGrey : Self.bandGrey, coverage: Self.bandCoverage)
        for line in lines where line.rows.contains(y) {
            line.paint(row: y, on: canvas)
        }
    }
}

/// The space above and below the lines of a strip, in pixels of the font.
private struct Padding {
    let top: Int
    let bottom: Int

    static let full = Padding(top: 6, bottom: 4)
    /// For pictures so low that every row counts.
    static let low = Padding(top: 2, bottom: 1)

    private static let lineHeight = 18
    /// How far the baseline is below the top of its line.
    private static let ascent = 14

    func height(lines count: Int) -> Int {
        top + count * Self.lineHeight + bottom
    }

    /// How many lines fit a height, one at least and three at most.
    func lines(within height: Int) -> Int {
        min(max((height - top - bottom) / Self.lineHeight, 1), 3)
    }

    /// The first row below the letters of a line, counted from the top of the strip.
    func baseline(line index: Int) -> Int {
        top + index * Self.lineHeight + Self.ascent
    }
}
