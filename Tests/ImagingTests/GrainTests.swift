import Testing

@testable import Imaging

@Suite struct `Grain` {
    private let recipe = Recipe(prompt: "hill", seed: 4, style: .ridges, width: 200, height: 150)

    private func drawn(_ texture: Double, _ recipe: Recipe? = nil) throws -> [UInt8] {
        try pixels(of: Picture(recipe ?? self.recipe, finish: finish(texture)))
    }

    private func finish(_ texture: Double) -> Picture.Finish {
        Picture.Finish(caption: false, receipt: false, texture: Texture(texture))
    }

    @Test func `touches more pixels, more strongly, the more texture there is`() throws {
        let bare = try drawn(0)
        let means = try [0.02, 0.1, 0.5, 1].map { difference(bare, try drawn($0)).mean }
        #expect(means[0] > 0)
        #expect(zip(means, means.dropFirst()).allSatisfy { $0 < $1 })
        #expect(difference(bare, try drawn(0.02)).largest <= 3)
        #expect(difference(bare, try drawn(1)).largest <= 10)
    }

    @Test func `is sown evenly`() throws {
        let bare = try drawn(0)
        let sown = try drawn(0.1)
        let touched = (0..<4).map { quarter in
            stride(from: quarter * bare.count / 4 / 3 * 3, to: (quarter + 1) * bare.count / 4 / 3 * 3, by: 3)
                .count { bare[$0..<$0 + 3] != sown[$0..<$0 + 3] }
        }
        // A tenth of 7,500 pixels, of which one in seven draws no change.
        #expect(touched.allSatisfy { (500...800).contains($0) }, "\(touched)")
    }

    @Test(arguments: [0.02, 0.3, 1])
    func `is the same in bands of any height`(texture: Double) throws {
        let picture = Picture(recipe, finish: finish(texture))
        #expect(try pixels(of: picture, rowsAtOnce: 7) == pixels(of: picture))
    }

    @Test func `makes files as heavy as real ones`() throws {
        let picture = Picture(Recipe(prompt: "planet", seed: 3, width: 1_024, height: 768), finish: finish(0.6))
        #expect((100_000...300_000).contains(try encode(picture, as: .jpeg(quality: 95)).count))
        #expect((1_000_000...1_500_000).contains(try encode(picture, as: .png).count))
    }

    @Test func `leaves a reference and a blacked-out picture as they are`() throws {
        var kept = recipe
        kept.reference = .image(ReferenceImage(width: 1, height: 1, pixels: [90, 80, 70]))
        kept.strength = Strength(0)
        #expect(try drawn(1, kept) == drawn(0, kept))
        var black = recipe
        black.isBlackedOut = true
        #expect(try drawn(1, black).allSatisfy { $0 == 0 })
    }
}
