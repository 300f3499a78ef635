import Testing

@testable import Imaging

@Suite struct BandTests {
    @Test(arguments: StyleChoice.allCases, [1, 2, 7, 64])
    func `a picture is the same in bands of any height`(style: StyleChoice, rowsAtOnce: Int) throws {
        let recipe = Recipe(prompt: "", seed: 5, style: style, width: 90, height: 70)
        #expect(try pixels(of: recipe, rowsAtOnce: rowsAtOnce) == pixels(of: recipe))
    }

    @Test func `a blend with a reference is the same in bands of any height`() throws {
        var recipe = Recipe(prompt: "hill", seed: 3, width: 50, height: 40, strength: Strength(0.4))
        for reference in [Recipe.Reference.image(stripes), .standIn(url: "https://example.com/cat.png")] {
            recipe.reference = reference
            #expect(try pixels(of: recipe, rowsAtOnce: 3) == pixels(of: recipe))
        }
    }

    @Test(arguments: [(1, 1), (1, 300), (300, 1), (2, 3), (700, 5), (5, 700)])
    func `every style paints every pixel of tiny and of extreme sizes`(width: Int, height: Int) {
        for style in StyleChoice.allCases {
            for seed in 1...8 as ClosedRange<UInt64> {
                let composition = style.compose(Scene(Recipe(prompt: "", seed: seed, width: width, height: height)))
                let painted = [UInt8.min, .max].map { pixels(of: composition, width, height, background: $0) }
                #expect(painted[0] == painted[1], "\(style) seed \(seed)")
            }
        }
    }

    @Test(arguments: StyleChoice.allCases)
    func `a style composes at any size, whatever the seed`(style: StyleChoice) {
        var random = SeededRandom(key: 7, part: "sizes")
        func side() -> Int { 1 << random.number(in: 0...10) + random.number(in: 0...40) }
        for seed in 0..<100 as Range<UInt64> {
            let (width, height) = (side(), side())
            let composition = style.compose(Scene(Recipe(prompt: "", seed: seed, width: width, height: height)))
            var row = [UInt8](repeating: 0, count: width * 3)
            row.withUnsafeMutableBufferPointer { buffer in
                guard let start = buffer.baseAddress else { return }
                for y in [0, height / 2, height - 1] {
                    composition.paint(row: y, on: RowCanvas(pixels: start, width: width))
                }
            }
            #expect(row != [UInt8](repeating: 0, count: width * 3), "\(width)×\(height) seed \(seed)")
        }
    }

    private let stripes = ReferenceImage(
        width: 20,
        height: 10,
        pixels: (0..<600).map { UInt8(truncatingIfNeeded: $0 * 37) }
    )
}
