/// A reference and an artwork in one picture, in the measure of a strength.
///
/// As strength grows the reference is first tinted, by its lightness, in the artwork's colours, and the artwork then
/// shows through more and more: 0 is the reference alone, 1 the artwork alone.
struct ReferenceBlend {
    /// Where the reference's rows come from.
    enum Source {
        case image(ResampledImage)
        case artwork(any Style)
    }

    private let source: Source
    private let tints: [Color]
    /// How far towards the tint, in 65,536ths.
    private let tinting: Int
    /// How far from there towards the artwork, in 65,536ths.
    private let covering: Int

    init(_ source: Source, palette: Palette, strength: Strength) {
        self.source = source
        let ramp = palette.layers.reversed() + [palette.light]
        tints = (0..<256).map { Palette.gradient(Array(ramp), at: $0 * FixedPoint.one / 255) }
        tinting = FixedPoint.multiply(strength.parts, 52_000)
        covering = FixedPoint.multiply(strength.parts, strength.parts)
    }

    /// Blends row `y` of the reference with the artwork that the canvas holds.
    func paint(row y: Int, on canvas: RowCanvas) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: canvas.width * 3) { scratch in
            guard let reference = scratch.baseAddress else { return }
            switch source {
            case .image(let image): image.copy(row: y, to: reference)
            case .artwork(let style): style.paint(row: y, on: RowCanvas(pixels: reference, width: canvas.width))
            }
            for x in 0..<canvas.width {
                let start = Color(
                    red: Int(reference[x * 3]),
                    green: Int(reference[x * 3 + 1]),
                    blue: Int(reference[x * 3 + 2])
                )
                let tinted = start.mixed(with: tints[start.luma], tinting)
                canvas[x] = tinted.mixed(with: canvas[x], covering)
            }
        }
    }
}
