import Simulation

@testable import Scenarios

/// What is served in these tests.
let catalogue = ScenarioCatalogue(vendors: [
    .init(
        name: "fal",
        roles: [
            ["fal.run", "fal", "api"], ["queue.fal.run", "fal/queue", "queue"],
            ["v3b.fal.media", "fal/media", "images"],
        ],
        models: ["fal-ai/flux/srpo", "fal-ai/flux/srpo/image-to-image"]
    ),
    .init(name: "siraya", roles: [["image.siraya.pro", "siraya", "api"]], models: ["flux-1-srpo-text-to-image"]),
])

/// A moment.
let noon = Timestamp(nanoseconds: 1_790_000_000_000_000_000)

/// A scenario from its text.
func scenario(_ text: String) throws -> Scenario {
    try Scenario(text: Array(text.utf8), file: "weather.json5", catalogue: catalogue)
}

/// A scenario that is going, from its text.
func play(_ text: String, seed: UInt64 = 0) throws -> ScenarioPlay {
    ScenarioPlay(try scenario(text), serverSeed: seed, start: noon)
}

/// A call for images.
func generation(
    prompt: String = "a cat",
    account: String = "key",
    vendor: String = "fal",
    attempt: Int = 1
) -> Subject {
    Subject(
        vendor: vendor,
        roleNames: ["fal.run", "fal", "api"],
        isGeneration: true,
        model: "fal-ai/flux/srpo",
        prompt: prompt,
        account: account,
        attempt: attempt
    )
}

extension ScenarioPlay {
    /// Decides on a call at noon, or so much later.
    mutating func decide(_ subject: Subject = generation(), after elapsed: Duration = .zero) -> Decision {
        decide(on: subject, at: noon + elapsed)
    }

    /// Which of so many calls one after the other something happens to, from 1.
    mutating func firings(of count: Int, _ subject: (Int) -> Subject = { _ in generation() }) -> [Int] {
        (1...count).filter { !decide(subject($0)).firings.isEmpty }
    }
}
