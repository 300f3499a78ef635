import Testing

@testable import Imaging

@Suite struct CaptionLinesTests {
    private static let details = "fal · flux/srpo · seed 7 · 1024×768 · 2/4"
    private static let long = String(repeating: "a red fox in the snow, ", count: 40)

    @Test func `a prompt that fits has the details to its right`() {
        #expect(lines("a red fox", width: 1_000, limit: 3) == [["a red fox", Self.details]])
    }

    @Test func `a prompt that fits a line alone has the details below`() {
        let prompt = String(Self.long.prefix(120))
        #expect(lines(prompt, width: 1_000, limit: 3) == [[prompt], [Self.details]])
    }

    @Test func `a longer prompt takes two lines, the second beside the details`() throws {
        let lines = lines(Self.long, width: 1_000, limit: 3)
        #expect(lines.count == 2)
        #expect(Self.long.hasPrefix(lines[0][0]))
        #expect(lines[1][0].hasSuffix("…"))
        #expect(lines[1][1] == Self.details)
    }

    @Test func `in a narrow picture the details have a line of their own`() {
        let lines = lines(Self.long, width: 480, limit: 3)
        #expect(lines.count == 3)
        #expect(lines[1][0].hasSuffix("…"))
        #expect(lines[2] == [Self.details])
        let lower = self.lines(Self.long, width: 480, limit: 2)
        #expect(lower.count == 2)
        #expect(lower[0].count == 1 && lower[0][0].hasSuffix("…"))
        #expect(lower[1] == [Self.details])
    }

    @Test func `on a single line the details are shortened before the prompt is lost`() {
        #expect(lines(Self.long, width: 800, limit: 1)[0][1] == Self.details)
        #expect(lines(Self.long, width: 600, limit: 1)[0][1] == "fal · flux/srpo · seed 7 · 2/4")
        #expect(lines(Self.long, width: 240, limit: 1)[0][1] == "seed 7 · 2/4")
        let narrow = lines(Self.long, width: 56, limit: 1)
        #expect(narrow.count == 1 && narrow[0].count == 1 && narrow[0][0].hasSuffix("…"))
    }

    @Test(
        arguments: [
            (300, details), (240, "fal · flux/srpo · seed 7 · 2/4"), (150, "flux/srpo · seed 7 · 2/4"),
            (90, "seed 7 · 2/4"), (40, "2/4"),
        ]
    )
    func `the details lose the size first, then the vendor, the model and the seed`(width: Int, shown: String) {
        #expect(lines(Self.long, width: width, limit: 3).last == [shown])
    }

    @Test func `the index is shown of a batch only, and empty names leave no gap`() {
        #expect(lines("", width: 900, limit: 3, count: 1) == [["fal · flux/srpo · seed 7 · 1024×768"]])
        #expect(lines("", width: 900, limit: 3, vendor: "", count: 1) == [["flux/srpo · seed 7 · 1024×768"]])
        #expect(lines("", width: 40, limit: 3, count: 1).isEmpty)
    }

    @Test func `all that counts of a long prompt is its beginning`() {
        let endless = String(repeating: Self.long, count: 100)
        #expect(lines(endless, width: 900, limit: 3) == lines(String(endless.prefix(900)), width: 900, limit: 3))
    }

    /// The pieces of each line.
    private func lines(
        _ prompt: String,
        width: Int,
        limit: Int,
        vendor: String = "fal",
        count: Int = 4
    ) -> [[String]] {
        let caption = Caption(prompt: prompt, vendor: vendor, model: "flux/srpo", seed: "7", index: 1, count: count)
        let details = caption.details(width: 1_024, height: 768)
        return CaptionLines(prompt: prompt, details: details, width: width, limit: limit).lines.map { line in
            [line.left, line.right].filter { !$0.isEmpty }.map { string($0) }
        }
    }
}
