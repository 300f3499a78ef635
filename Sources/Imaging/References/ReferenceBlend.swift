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
    /// For each lightness of the reference the red, green and blue that its tint adds, in 65,536ths of a sample and
    /// with the half that rounds.
    private let tints: [Int]
    /// The shares of the reference and of the artwork, in 65,536ths; the tint has the rest.
    private let referenceShare: Int
    private let artworkShare: Int

    init(_ source: Source, palette: Palette, strength: Strength) {
        self.source = source
        artworkShare = FixedPoint.multiply(strength.parts, strength.parts)
        let tintShare = FixedPoint.multiply(
            FixedPoint.one - artworkShare,
            FixedPoint.multiply(strength.parts, 52_000)
        )
        referenceShare = FixedPoint.one - artworkShare - tintShare
        let ramp = palette.layers.reversed() + [palette.light]
        tints = (0..<256).flatMap { lightness in
            let tint = Palette.gradient(ramp, at: lightness * FixedPoint.one / 255)
            return [tint.red, tint.green, tint.blue].map { Int($0) * tintShare + FixedPoint.one / 2 }
        }
    }

    /// Blends row `y` of the reference with the artwork that the canvas holds.
    func paint(row y: Int, on canvas: RowCanvas) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: canvas.width * 3) { scratch in
            guard let reference = scratch.baseAddress else { return }
            switch source {
            case .image(let image): image.copy(row: y, to: reference)
            case .artwork(let style): style.paint(row: y, on: RowCanvas(pixels: reference, width: canvas.width))
            }
            tints.withUnsafeBufferPointer { tints in
                for x in 0..<canvas.width {
                    let start = Color(
                        red: Int(reference[x * 3]),
                        green: Int(reference[x * 3 + 1]),
                        blue: Int(reference[x * 3 + 2])
                    )
                    let tint = start.luma * 3
                    let end = canvas[x]
                    func blended(_ start: UInt8, _ tint: Int, _ end: UInt8) -> Int {
                        (Int(start) * referenceShare + tint + Int(end) * artworkShare) >> 16
                    }
                    canvas[x] = Color(
                        red: blended(start.red, tints[tint], end.red),
                        green: blended(start.green, tints[tint + 1], end.green),
                        blue: blended(start.blue, tints[tint + 2], end.blue)
                    )
                }
            }
        }
    }
}
