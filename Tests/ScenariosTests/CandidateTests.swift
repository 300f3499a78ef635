import HTTP
import Testing

@testable import Scenarios

@Suite struct `What is remembered of the rules for calls of a kind` {
    private let rules = """
        { rules: [
          { name: 'vendor', when: { vendor: 'siraya' }, then: { failure: 'timeout' } },
          { name: 'role', when: { role: 'queue' }, then: { failure: 'timeout' } },
          { name: 'job', then: { queue: { crashes: 1 } } },
          { name: 'model', when: { model: '*image-to-image' }, then: { failure: 'timeout' } },
          { name: 'account', when: { account: 'rich*' }, then: { failure: 'timeout' } },
          { name: 'prompt', when: { prompt: '*dragon*' }, then: { failure: 'timeout' } },
        ] }
        """

    private func call(
        vendor: String = "fal",
        role: String = "api",
        isGeneration: Bool = true,
        isJob: Bool = false,
        model: String = "fal-ai/flux/srpo",
        account: String? = "key",
        prompt: String = "a cat"
    ) -> Subject {
        Subject(
            vendor: vendor,
            roleNames: [role],
            isGeneration: isGeneration,
            isJob: isJob,
            model: model,
            prompt: prompt,
            account: account
        )
    }

    @Test func `keeps kinds apart by all that they are made of`() throws {
        let calls: [(Subject, String?)] = [
            (call(), nil), (call(vendor: "siraya"), "vendor"), (call(role: "queue"), "role"),
            (call(role: "queue", isGeneration: false), "role"), (call(isGeneration: false), nil),
            (call(isJob: true), "job"),
            (call(model: "fal-ai/flux/srpo/image-to-image"), "model"), (call(account: "rich:1"), "account"),
            (call(account: nil), nil), (call(prompt: "a dragon"), "prompt"),
        ]
        var play = try play(rules)
        for round in 1...2 {
            for (call, rule) in calls {
                #expect(play.decide(call).firings.map(\.rule) == [rule].compactMap(\.self), "round \(round): \(call)")
            }
        }
    }

    @Test func `tells the nearest miss at every call as at the first`() throws {
        var play = try play(rules)
        for (call, miss) in [
            (call(isGeneration: false), "'job': no images were asked for"),
            (call(account: "poor"), "'prompt': the prompt does not fit *dragon*"),
        ] {
            for _ in 1...3 { #expect(play.decide(call).miss?.description == "no rule fired; nearest was \(miss)") }
        }
        // Where no rule is left that asks for the contents, it is one of the others.
        var few = try self.fewRules()
        for _ in 1...3 {
            #expect(
                few.decide(call()).miss?.description == "no rule fired; nearest was 'account': the account does not fit"
            )
        }
    }

    private func fewRules() throws -> ScenarioPlay {
        try play(
            """
            { rules: [
              { name: 'vendor', when: { vendor: 'siraya' }, then: { failure: 'timeout' } },
              { name: 'account', when: { account: 'rich*' }, then: { failure: 'timeout' } },
              { name: 'later', when: { account: 'poor*' }, then: { failure: 'timeout' } },
              { name: 'model', when: { model: '*image-to-image' }, then: { failure: 'timeout' } },
            ] }
            """
        )
    }

    @Test func `is forgotten when the rules change`() throws {
        var play = try play(rules)
        #expect(play.decide(call(account: "poor")).firings.isEmpty)
        play.change(
            to: try scenario("{ rules: [{ name: 'a', when: { account: 'poor' }, then: { failure: 'timeout' } }] }"),
            at: noon
        )
        #expect(play.decide(call(account: "poor")).firings.map(\.rule) == ["a"])
    }

    @Test func `keeps accounts apart that look alike and are written otherwise`() throws {
        var play = try play("{ rules: [{ name: 'a', when: { account: '\u{E9}' }, then: { failure: 'timeout' } }] }")
        #expect(!play.decide(call(account: "\u{E9}")).firings.isEmpty)
        #expect(play.decide(call(account: "e\u{301}")).firings.isEmpty)
    }

    @Test func `has an end, whatever accounts there are`() {
        var table = CandidateTable([Condition()])
        for number in 0..<3_000 { _ = table.candidates(for: call(account: "\(number)").kind) }
        #expect(table.count == 1_000)
        let long = String(repeating: "a", count: 1 << 20)
        for number in 0..<8 { _ = table.candidates(for: call(account: "\(long)\(number)").kind) }
        #expect(table.count <= 4)
        #expect(table.candidates(for: call(account: String(repeating: "b", count: 8 << 20)).kind).places == [0])
    }
}

@Suite struct `The contents of a call` {
    @Test func `are asked for by their names in any case and each for itself`() throws {
        var play = try play(
            """
            { rules: [
              { name: 'red', when: { header: { 'X-Team': 'red', 'x-tier': '/^[0-9]$/' } }, then: { failure: 'timeout' } },
              { name: 'blue', when: { header: { 'x-team': 'BLUE' } }, then: { failure: 'timeout' } },
            ] }
            """
        )
        func rules(_ fields: HTTPFields) -> [String] {
            play.decide(Subject(vendor: "fal", roleNames: [], isGeneration: true, fields: fields)).firings.map(\.rule)
        }
        #expect(rules(["x-team": "red", "X-TIER": "1"]) == ["red"])
        #expect(rules(["x-team": "red", "x-tier": "10"]) == [])
        #expect(rules(["x-team": "blue", "x-tier": "1"]) == ["blue"])
        #expect(rules([:]) == [])
    }

    @Test(arguments: [
        (#"{"n":2,"n":3}"#, false), (#"{"n":3,"n":2}"#, true), (#"{"o":[1,{"n":3}],"n":2}"#, true), ("[2]", false),
        (#"{"n":2"#, false), (#"{"x":1.,"n":2}"#, false), ("", false), (#"{"\u006e":2}"#, true),
        (#"{"x":01,"n":2}"#, false),
    ])
    func `are read of a body as the whole of it is`(body: String, holds: Bool) throws {
        var play = try play("{ rules: [{ name: 'a', when: { body: { n: 2 } }, then: { failure: 'timeout' } }] }")
        let call = Subject(vendor: "fal", roleNames: [], isGeneration: true, body: Array(body.utf8))
        #expect(play.decide(call).firings.isEmpty != holds)
    }
}
