import ImageGeneration
import JSON
import Simulation
import Testing

@testable import Scenarios

@Suite struct `A scenario that is changed while it goes` {
    private let everyThird = "{ rules: [{ name: 'third', every: 3, then: { failure: 'timeout' } }] }"

    @Test func `counts on at rules that keep their names, wherever they stand now`() throws {
        var play = try play(everyThird)
        _ = play.firings(of: 2)
        let changed = """
            { rules: [
              { name: 'new', chance: 0, then: { failure: 'overloaded' } },
              { name: 'third', every: 3, then: { failure: 'forbidden' } },
            ] }
            """
        play.change(to: try scenario(changed), at: noon)
        #expect(play.decide().effect.failure == .forbidden)
        #expect(play.tallies == [RuleTally(matched: 1, fired: 0), RuleTally(matched: 3, fired: 1)])
    }

    @Test func `has said of a call before why no rule fired, as the rules were then`() throws {
        var play = try play(
            "{ rules: [{ name: 'dragons', when: { prompt: '*dragon*' }, then: { failure: 'timeout' } }] }"
        )
        let miss = play.decide().miss
        play.change(to: Scenario(), at: noon)
        #expect(miss?.description == "no rule fired; nearest was 'dragons': the prompt does not fit *dragon*")
    }

    @Test func `starts anew at a rule that was away`() throws {
        var play = try play(everyThird)
        _ = play.firings(of: 2)
        play.change(to: Scenario(), at: noon)
        play.change(to: try scenario(everyThird), at: noon)
        #expect(play.firings(of: 3) == [3])
        #expect(play.tallies == [RuleTally(matched: 3, fired: 1)])
    }

    @Test func `counts time from when each rule came into force`() throws {
        let first = "{ name: 'first', between: { for: '10s' }, then: { failure: 'timeout' } }"
        let second = "{ name: 'second', between: { for: '10s' }, then: { failure: 'overloaded' } }"
        var play = try play("{ rules: [\(first)] }")
        play.change(to: try scenario("{ rules: [\(first), \(second)] }"), at: noon + .seconds(8))
        #expect(play.decide(after: .seconds(9)).effect.failure == .timeout)
        #expect(play.decide(after: .seconds(11)).effect.failure == .overloaded)
        #expect(play.decide(after: .seconds(19)).firings.isEmpty)
    }

    @Test func `draws by the seed of the rules in force`() throws {
        let seeded = { (seed: Int) in
            "{ seed: \(seed), rules: [{ name: 'half', chance: 0.5, then: { failure: 'timeout' } }] }"
        }
        var other = try play(seeded(2))
        var play = try play(seeded(1))
        play.change(to: try scenario(seeded(2)), at: noon)
        #expect(play.firings(of: 100) == other.firings(of: 100))
    }
}

@Suite struct `Rules from the control interface` {
    private static let files = """
        { seed: 1, rules: [
          { name: 'a', chance: 0.1, then: { failure: 'timeout' } }, { name: 'b', then: { failure: 'timeout' } },
        ] }
        """

    private func layers() throws -> ScenarioLayers { ScenarioLayers(files: try scenario(Self.files)) }

    private func text(_ names: String..., seed: String = "") -> [UInt8] {
        let rules = names.map { name in
            let named = name.isEmpty ? "" : "name: '\(name)', "
            return "{ \(named)chance: 0.1, then: { failure: 'timeout' } }"
        }
        return Array("{ \(seed) rules: [\(rules.joined(separator: ", "))] }".utf8)
    }

    @Test func `that are added come first, the newest before the older ones`() throws {
        var layers = try layers()
        try layers.add(text("c", "d"), catalogue: catalogue)
        try layers.add(text("e"), catalogue: catalogue)
        #expect(layers.inForce.rules.map(\.name) == ["e", "c", "d", "a", "b"])
        let sources = layers.inForce.rules.map(\.source)
        #expect(sources == ["control", "control", "control", "weather.json5", "weather.json5"])
        #expect(layers.inForce.seed == 1)
        try layers.add(text("f", seed: "seed: 7,"), catalogue: catalogue)
        #expect(layers.inForce.seed == 7)
    }

    @Test func `that replace all others leave no trace of the files until they are removed`() throws {
        var layers = try layers()
        try layers.add(text("c"), catalogue: catalogue)
        try layers.replace(with: text("a"), catalogue: catalogue)
        #expect(layers.inForce.rules.map(\.source) == ["control"])
        #expect(layers.inForce.seed == nil)
        layers.removeChanges()
        #expect(layers.inForce.rules.map(\.name) == ["a", "b"])
        #expect(layers.inForce.seed == 1)
    }

    @Test func `have names of their own where they have none`() throws {
        var layers = try layers()
        try layers.add(text(""), catalogue: catalogue)
        try layers.add(text("", ""), catalogue: catalogue)
        #expect(
            layers.inForce.rules.map(\.name).prefix(3) == ["control rule 2", "control rule 3", "control rule 1"]
        )
    }

    @Test func `may not have the name of a rule that is in force`() throws {
        var layers = try layers()
        let taken = text("b")
        #expect(throws: SourceDiagnostic.self) { try layers.add(taken, catalogue: catalogue) }
        #expect(layers.inForce.rules.count == 2)
        let isRemoved = layers.removeRule(named: "b")
        #expect(isRemoved)
        try layers.add(text("b"), catalogue: catalogue)
        #expect(layers.inForce.rules.map(\.name) == ["b", "a"])
        #expect(layers.rulesBesideFiles.map(\.name) == ["b"])
    }

    @Test func `are removed by name, and so are rules of files until the files change`() throws {
        var layers = try layers()
        try layers.add(text("c", "d"), catalogue: catalogue)
        let areRemoved = ["c", "a", "a"].map { layers.removeRule(named: $0) }
        #expect(areRemoved == [true, true, false])
        #expect(layers.inForce.rules.map(\.name) == ["d", "b"])
        layers.change(files: try scenario(Self.files))
        #expect(layers.inForce.rules.map(\.name) == ["d", "a", "b"])
    }
}
