import Testing

@testable import Scenarios

@Suite struct `A rule about images` {
    @Test(arguments: ["partialBatch: 2", "safetyHit: true", "imageFault: 'HALF_IMAGE'"])
    func `is about generations alone, though it names their host`(effect: String) throws {
        var play = try play(
            "{ rules: [{ name: 'a', when: { role: 'fal.run' }, then: { \(effect) } },"
                + " { name: 'b', when: { role: 'fal.run' }, then: { failure: 'timeout' } }] }"
        )
        #expect(play.decide().firings.map(\.rule) == ["a"])
        let listing = Subject(vendor: "fal", roleNames: ["fal.run", "fal", "api"], isGeneration: false)
        let other = play.decide(listing)
        #expect(other.firings.map(\.rule) == ["b"])
        #expect(play.decide().firings.map(\.number) == [2])
    }

    @Test(
        arguments: [
            ("true", .all), ("2", .images([2])), ("[1, 3]", .images([1, 3])),
        ] as [(String, SafetyHit)]
    )
    func `takes one image, several or all of them`(value: String, hit: SafetyHit) throws {
        var play = try play("{ rules: [{ then: { safetyHit: \(value) } }] }")
        #expect(play.decide().effect.images.safetyHit == hit)
        #expect((1...3).map(hit.includes) == (hit == .images([2]) ? [false, true, false] : [true, hit == .all, true]))
    }

    @Test func `that continues has the first word, and the rules after it the rest`() throws {
        var play = try play(
            "{ rules: [{ name: 'a', continue: true, then: { partialBatch: 1, safetyHit: 1 } },"
                + " { name: 'b', then: { partialBatch: 2, safetyHit: 2, imageFault: 'HALF_IMAGE' } }] }"
        )
        let effect = play.decide().effect
        #expect(effect.images.partialBatch == 1)
        #expect(effect.images.safetyHit == .images([1]))
        #expect(effect.images.fault == .halfImage)
    }

    @Test(arguments: [
        ("fault: 'EXPIRED_LINK'", "imageFault: 'HALF_IMAGE'", "a", WireFault.expiredLink),
        ("imageFault: 'DRIP'", "fault: 'EXPIRED_LINK'", "a", .drip),
        ("fault: 'DRIP'", "imageFault: 'HALF_IMAGE'", "b", .halfImage),
    ])
    func `says how downloads go wrong, be it as a fault of theirs or as an expired link`(
        first: String,
        second: String,
        rule: String,
        fault: WireFault
    ) throws {
        var play = try play(
            "{ rules: [{ name: 'a', continue: true, then: { \(first) } }, { name: 'b', then: { \(second) } }] }"
        )
        let decision = play.decide()
        #expect(decision.imageFault?.fault == fault)
        #expect(decision.imageFault?.firing.text == "rule=\(rule) n=1")
    }
}
