import Testing

@testable import Imaging

@Suite struct RecipeTests {
    private let recipe = Recipe(prompt: "a lighthouse", seed: 7, width: 96, height: 64)

    @Test func `the same recipe draws the same pixels`() throws {
        #expect(try pixels(of: recipe) == pixels(of: recipe))
    }

    @Test func `another seed, prompt or index draws another picture`() throws {
        var others = [recipe, recipe, recipe, recipe]
        others[1].seed = 8
        others[2].prompt = "a lighthouse."
        others[3].index = 1
        let hashes = try Set(others.map { crc32(try pixels(of: $0)) })
        #expect(hashes.count == 4)
        #expect(Set(others.map(\.fingerprint)).count == 4)
    }

    @Test func `a hundred seeds draw a hundred pictures, all with several colours`() throws {
        var hashes: Set<UInt32> = []
        for seed in 0..<100 {
            let drawn = try pixels(of: Recipe(prompt: "", seed: UInt64(seed), width: 40, height: 30))
            hashes.insert(crc32(drawn))
            let colors = Set(stride(from: 0, to: drawn.count, by: 3).map { Array(drawn[$0..<$0 + 3]) })
            #expect(colors.count >= 6, "seed \(seed)")
        }
        #expect(hashes.count == 100)
    }

    @Test func `prompts that Swift holds for equal but that differ in bytes are different recipes`() {
        let composed = Recipe(prompt: "caf\u{E9}", seed: 1, width: 8, height: 8)
        let decomposed = Recipe(prompt: "cafe\u{301}", seed: 1, width: 8, height: 8)
        #expect(composed.prompt == decomposed.prompt)
        #expect(composed != decomposed)
        #expect(composed.fingerprint != decomposed.fingerprint)
    }

    @Test func `every part of a recipe counts in its fingerprint`() {
        let image = ReferenceImage(width: 1, height: 1, pixels: [1, 2, 3])
        var others = Array(repeating: recipe, count: 8)
        others[1].width = 97
        others[2].height = 65
        others[3].isBlackedOut = true
        others[4].reference = .standIn(url: "https://example.com/a.png")
        others[5].reference = .standIn(url: "https://example.com/b.png")
        others[6].reference = .image(image)
        others[7].reference = .image(image)
        others[7].strength = Strength(0.5)
        #expect(Set(others.map(\.fingerprint)).count == 8)
        #expect(Set(others).count == 8)
    }

    @Test func `the fingerprint is the same in every run`() {
        #expect(recipe.fingerprint == 12_023_677_439_887_362_520)
    }

    @Test func `what the safety checker objected to is black`() throws {
        var blackedOut = recipe
        blackedOut.isBlackedOut = true
        #expect(try pixels(of: blackedOut).allSatisfy { $0 == 0 })
    }

    @Test(arguments: [(0, 10), (10, 0), (-1, 10), (16_385, 1), (1, 16_385)])
    func `a side out of range is refused`(width: Int, height: Int) {
        let recipe = Recipe(prompt: "", seed: 0, width: width, height: height)
        #expect(throws: ImagingError.unsupportedSize(width: width, height: height)) {
            try Drawing(Picture(recipe, finish: .none))
        }
        #expect(throws: ImagingError.unsupportedSize(width: width, height: height)) {
            try encode(Picture(recipe, finish: .none), as: .png)
        }
    }

    @Test(arguments: [("a warm SUNSET, over hills", 0), ("blue oceans", 2)])
    func `the words of a prompt sway its colours`(prompt: String, channel: Int) throws {
        /// What a channel has of all light, over many pictures.
        func share(_ prompt: String) throws -> Double {
            var sums = [0, 0, 0]
            for seed in 0..<24 {
                let drawn = try pixels(of: Recipe(prompt: prompt, seed: UInt64(seed), width: 24, height: 18))
                for (index, sample) in drawn.enumerated() { sums[index % 3] += Int(sample) }
            }
            return Double(sums[channel]) / Double(sums.reduce(0, +))
        }
        #expect(try share(prompt) > share("no word of a colour") + 0.025)
    }

    @Test(arguments: [
        ("snowy mountains", StyleChoice.ridges), ("a paper collage", .cutPaper), ("a distant planet", .orbs),
        ("mosaic tiles", .tiles), ("a knitted sweater", .weave),
    ])
    func `the words of a prompt sway its style`(prompt: String, style: StyleChoice) {
        let reading = PromptReading(prompt)
        let chosen = (0..<60 as Range<UInt64>).count { seed in
            var random = SeededRandom(key: seed, part: "style")
            return reading.chooseStyle(&random) == style
        }
        #expect(chosen > 30)
    }
}
