import JSON
import Simulation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `A schedule` {
    private func schedule(_ text: String, count: Int) throws -> Schedule {
        let play = ScenarioPlay(try scenario(text), serverSeed: 0, start: noon)
        return Schedule(of: play.schedule(for: "key", count: count, at: noon), for: "key")
    }

    @Test func `is a table for each rule`() throws {
        let text = """
            { rules: [
              { name: 'late', continue: true, then: { latency: { fixedDelayMilliseconds: 1500 } } },
              { name: 'after two', succeedFirst: 2, then: { failure: 'timeout' } },
            ] }
            """
        #expect(
            try schedule(text, count: 3).text == """
                late
                     n    draw  fires       delay
                     1       -    yes     1500 ms
                     2       -    yes     1500 ms
                     3       -    yes     1500 ms

                after two
                     n    draw  fires       delay
                     1       -     no           -  it lets the first 2 calls pass
                     2       -     no           -  it lets the first 2 calls pass
                     3       -    yes           -

                """
        )
        #expect(try schedule("{}", count: 3).text == "there are no rules, so that nothing happens\n")
    }

    @Test func `is an object for programs`() throws {
        let text = "{ rules: [{ name: 'half', chance: 0.5, then: { latency: { fixedDelayMilliseconds: 5 } } }] }"
        let json = try JSONParser.parse(Array(try schedule(text, count: 40).json.utf8))
        #expect(json["account"] == .string("key"))
        let outcomes = try #require(json["rules"]?[0]?["outcomes"]?.elements)
        #expect(outcomes.count == 40)
        for (index, outcome) in outcomes.enumerated() {
            #expect(outcome["n"] == .integer(index + 1))
            guard case .double(let draw) = outcome["draw"] else {
                Issue.record("no draw")
                return
            }
            #expect(outcome["fires"] == .bool(draw < 0.5))
            #expect((outcome["reason"] == .null) == (draw < 0.5))
            #expect(outcome["delayMilliseconds"] == (draw < 0.5 ? .integer(5) : .null))
        }
    }
}

@Suite struct `A preset` {
    @Test(arguments: ScenarioPreset.all.map(\.name))
    func `can be read, and says in its first line what it is for`(name: String) throws {
        let preset = try #require(ScenarioPreset.named(name))
        let read = try Scenario(text: preset.text, file: name, catalogue: catalogue)
        #expect(read.rules.isEmpty == (name == "instant"))
        #expect(preset.text.starts(with: Array("// ".utf8)))
        #expect(preset.summary.hasSuffix("."))
    }

    @Test func `is known by name`() {
        #expect(
            ScenarioPreset.all.map(\.name) == [
                "instant", "realistic", "busy-evening", "flaky", "rate-limited", "cold-starts", "outage", "mobile-3g",
            ]
        )
        #expect(ScenarioPreset.named("nothing") == nil)
    }
}
