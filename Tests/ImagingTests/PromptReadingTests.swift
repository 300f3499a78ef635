import Testing

@testable import Imaging

@Suite struct PromptReadingTests {
    @Test(arguments: [
        ("Portraits", Mood.sunset), ("two puppies and a DOG", .meadow), ("a slice of pizza", .autumn),
        ("yellow taxis", .retro), ("rain", .ocean), ("thunderstorm over the plains", .night), ("clouds", .winter),
        ("teal", .ocean), ("gold", .sunset), ("silver", .winter), ("black", .ink), ("spring", .blossom),
        ("a lion's face in the savanna", .desert), ("robots", .neon), ("crimson", .fire),
        ("wolves and a wolf", .forest),
    ])
    func `words suggest a mood`(prompt: String, mood: Mood) {
        let reading = PromptReading(prompt)
        #expect(reading.moods[mood, default: 0] > 0)
        #expect(reading.moods[mood] == reading.moods.values.max())
    }

    @Test(arguments: [
        ("a city street at night", StyleChoice.skyline), ("cyberpunk", .skyline), ("an office", .skyline),
        ("building", .skyline),
        ("treasure map", .contours), ("topographic", .contours), ("the Alps: mountains", .ridges),
        ("paper collage", .cutPaper), ("planets", .orbs),
    ])
    func `a prompt is mostly drawn in the style that its words hint at`(prompt: String, style: StyleChoice) {
        #expect(PromptReading(prompt).styles[style, default: 0] > 0)
        let chosen = (0..<200).count { seed in
            let scene = Scene(Recipe(prompt: prompt, seed: UInt64(seed), width: 8, height: 8))
            var random = scene.random("style")
            return scene.prompt.chooseStyle(&random) == style
        }
        #expect(chosen > 110)
    }

    @Test(arguments: ["", "日本", "qwerty asdf"])
    func `what no table holds leaves every style open`(prompt: String) {
        let reading = PromptReading(prompt)
        #expect(reading.moods.isEmpty && reading.styles.isEmpty)
        var random = SeededRandom(key: 1, part: "styles")
        let chosen = Set((0..<200).map { _ in reading.chooseStyle(&random) })
        #expect(chosen == Set(StyleChoice.allCases))
    }

    @Test func `every style is hinted at by some words`() {
        for style in StyleChoice.allCases {
            #expect(PromptWords.table.values.count { $0.style == style } >= 5, "\(style)")
        }
    }
}
