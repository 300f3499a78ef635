import JSON
import Simulation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `A schedule` {
    private func schedule(_ text: String, count: Int) throws -> Schedule {
        let play = ScenarioPlay(try scenario(text), serverSeed: 0, start: noon)
        return try play.schedule(for: "key", count: count, at: noon)
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

    @Test func `comes in pieces, each of some hundred outcomes`() throws {
        let rules = (1...3).map { "{ name: 'rule \($0)', chance: 0.5, then: { failure: 'timeout' } }" }
        let schedule = try schedule("{ rules: [\(rules.joined(separator: ","))] }", count: 700)
        for (form, whole) in [(ScheduleText.Form.object, schedule.json), (.table, schedule.text)] {
            var text = ScheduleText(of: schedule, as: form)
            var pieces: [[UInt8]] = []
            while let piece = text.next() { pieces.append(piece) }
            #expect(pieces.count == 5)
            #expect(pieces.joined().elementsEqual(whole.utf8))
        }
        let json = try JSONParser.parse(Array(schedule.json.utf8))
        #expect(json["rules"]?.elements.map { $0["outcomes"]?.elements.count } == [700, 700, 700])
        #expect(schedule.text.split(separator: "\n").count == 3 * 702)
    }

    @Test func `has a million outcomes at most`() throws {
        let text =
            "{ rules: [{ name: 'a', chance: 0.5, then: { failure: 'timeout' } }, { then: { failure: 'timeout' } }] }"
        _ = try schedule(text, count: 500_000)
        #expect {
            try schedule(text, count: 500_001)
        } throws: { error in
            (error as? ScheduleError)?.description
                == "500001 calls at each of 2 rules are more than 1000000 outcomes; ask for 500000 calls at most"
        }
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
