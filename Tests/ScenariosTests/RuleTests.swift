import HTTP
import ImageGeneration
import Simulation
import Testing

@testable import Scenarios

@Suite struct `A rule` {
    @Test func `fires for every generation when it says nothing else`() throws {
        var play = try play("{ rules: [{ then: { failure: 'overloaded' } }] }")
        #expect(play.decide().effect.failure == .overloaded)
        #expect(play.decide(generation(vendor: "siraya")).effect.failure == .overloaded)
    }

    @Test func `is about jobs alone when what happens is about jobs, and takes nothing else from later rules`() throws {
        var play = try play(
            "{ rules: [{ name: 'a', then: { queue: { crashes: 1 } } }, { name: 'b', then: { failure: 'timeout' } }] }"
        )
        let job = Subject(vendor: "fal", roleNames: [], isGeneration: true, isJob: true)
        #expect(play.decide().firings.map(\.rule) == ["b"])
        #expect(play.decide(job).firings.map(\.rule) == ["a"])
        #expect(play.decide(job).effect.queue?.crashes == 1)
    }

    @Test func `is about generations alone unless it names a role`() throws {
        let status = Subject(vendor: "fal", roleNames: ["queue.fal.run", "fal/queue", "queue"], isGeneration: false)
        var plain = try play("{ rules: [{ then: { failure: 'overloaded' } }] }")
        #expect(plain.decide(status).firings.isEmpty)
        for role in ["queue.fal.run", "fal/queue", "queue"] {
            var named = try play("{ rules: [{ when: { role: '\(role)' }, then: { failure: 'overloaded' } }] }")
            #expect(named.decide(status).effect.failure == .overloaded)
            #expect(named.decide().firings.isEmpty)
        }
    }

    @Test(arguments: [
        ("vendor: 'fal'", "the vendor is not fal"), ("model: '*srpo'", "the model does not fit *srpo"),
        ("prompt: '*cat*'", "the prompt does not fit *cat*"), ("account: 'ke?'", "the account does not fit"),
        ("header: { 'x-test': 'one' }", "the header field x-test does not fit one"),
        ("body: { 'image_size.width': { atLeast: 512 } }", "image_size.width in the body is another"),
    ])
    func `asks what it says and nothing else`(condition: String, miss: String) throws {
        var play = try play("{ rules: [{ name: 'a', when: { \(condition) }, then: { failure: 'timeout' } }] }")
        let matching = Subject(
            vendor: "fal",
            roleNames: ["fal.run"],
            isGeneration: true,
            model: "fal-ai/flux/srpo",
            prompt: "A Cat",
            account: "key",
            fields: ["X-Test": "one"],
            body: Array(#"{"image_size":{"width":512}}"#.utf8)
        )
        let other = Subject(
            vendor: "siraya",
            roleNames: ["fal.run"],
            isGeneration: true,
            model: "other",
            prompt: "a dog",
            account: "another"
        )
        #expect(play.decide(matching).effect.failure == .timeout)
        let decision = play.decide(other)
        #expect(decision.firings.isEmpty)
        #expect(decision.miss?.description == "no rule fired; nearest was 'a': \(miss)")
    }

    @Test(
        arguments: [
            ("'a*'", "abc", true), ("'b'", "abc", false), ("5", "5", true), ("5", "5.0", true), ("5", "6", false),
            ("true", "true", true), ("true", "false", false), ("null", nil, true), ("null", "1", false),
            ("{ present: true }", "0", true), ("{ present: true }", nil, false),
            ("{ atLeast: 2, atMost: 4 }", "4", true),
            ("{ atLeast: 2, atMost: 4 }", "4.1", false), ("{ atMost: 4 }", "'x'", false), ("5", "true", false),
        ] as [(String, String?, Bool)]
    )
    func `holds a value of the body against what it says`(condition: String, value: String?, holds: Bool) throws {
        var play = try play("{ rules: [{ when: { body: { v: \(condition) } }, then: { failure: 'timeout' } }] }")
        let text = value.map { Double($0) != nil || ["true", "false"].contains($0) ? $0 : "\"\($0)\"" }
        let body = Array((text.map { "{\"v\":\($0)}" } ?? "{}").utf8)
        let subject = Subject(vendor: "fal", roleNames: [], isGeneration: true, body: body)
        #expect(play.decide(subject).firings.isEmpty != holds)
    }

    @Test(arguments: [
        ("chance: 1", [1, 2, 3, 4, 5, 6]), ("chance: 0", []), ("every: 3", [3, 6]), ("succeedFirst: 4", [5, 6]),
        ("failRequestCount: 2", [1, 2]), ("succeedFirst: 1, failRequestCount: 2", [2, 3]),
        ("when: { nth: 2 }", [2]), ("when: { nth: [1, 5] }", [1, 5]), ("every: 2, succeedFirst: 3", [4, 6]),
        ("quota: { requests: 4, per: '1s' }", [5, 6]), ("between: { after: '1s' }", []),
        ("between: { for: 1 }", [1, 2, 3, 4, 5, 6]),
    ])
    func `fires as often as it says`(occurrence: String, firings: [Int]) throws {
        var play = try play("{ rules: [{ \(occurrence), then: { failure: 'timeout' } }] }")
        #expect(play.firings(of: 6) == firings)
    }

    @Test(arguments: [
        (2, "2nd"), (3, "3rd"), (4, "4th"), (10, "10th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
        (22, "22nd"), (101, "101st"), (111, "111th"), (1_000, "1000th"),
    ])
    func `says at which calls of a row it fires`(every: Int, ordinal: String) throws {
        var play = try play("{ rules: [{ name: 'a', every: \(every), then: { failure: 'timeout' } }] }")
        let miss = "no rule fired; nearest was 'a': it is call 1, and fires at every \(ordinal)"
        #expect(play.decide().miss?.description == miss)
    }

    @Test func `counts attempts at the same request apart from calls`() throws {
        var play = try play("{ rules: [{ attempts: [1, 2], then: { failure: 'timeout' } }] }")
        #expect(play.firings(of: 6) { generation(attempt: ($0 + 1) / 2) } == [1, 2, 3, 4])
    }

    @Test func `counts every account for itself`() throws {
        var play = try play("{ rules: [{ failRequestCount: 1, then: { failure: 'timeout' } }] }")
        #expect(play.firings(of: 6) { generation(account: "\($0 % 3)") } == [1, 2, 3])
    }

    @Test func `has a time, on the clock since the scenario began`() throws {
        var play = try play("{ rules: [{ between: { after: '10s', for: '5s' }, then: { failure: 'timeout' } }] }")
        let seconds = [0, 9.999, 10, 14.999, 15].filter { !play.decide(after: .seconds($0)).firings.isEmpty }
        #expect(seconds == [10, 14.999])
    }

    @Test func `with a quota lets so many pass in each window`() throws {
        var play = try play("{ rules: [{ quota: { requests: 2, per: '1m' }, then: { failure: 'rateLimited' } }] }")
        let moments = [0, 10, 59, 60, 61, 62, 130]
        #expect(moments.filter { !play.decide(after: .seconds($0)).firings.isEmpty } == [59, 62])
    }

    @Test func `is named with its decision, but of many that fire only the first are`() throws {
        for (count, ending) in [(20, "rule=20 n=1"), (21, "rule=20 n=1, and 1 more")] {
            let rules = (1...count).map { "{ name: '\($0)', continue: true, then: { failure: 'timeout' } }" }
            var play = try play("{ rules: [\(rules.joined(separator: ","))] }")
            let decision = play.decide()
            #expect(decision.firings.count == count)
            #expect(decision.text?.hasSuffix(ending) == true)
        }
    }

    @Test func `says which calls it is about, but of many numbers only the first`() throws {
        let numbers = (100...130).map(String.init).joined(separator: ",")
        var play = try play("{ rules: [{ name: 'a', when: { nth: [\(numbers)] }, then: { failure: 'timeout' } }] }")
        #expect(play.decide().miss?.description.hasSuffix("118, 119, …") == true)
    }

    @Test func `does not fire for a text that is too much work, and says so`() throws {
        var play = try play(
            "{ rules: [{ name: 'a', when: { prompt: '/(a|b)*a(a|b){300}x/' }, then: { failure: 'timeout' } }] }"
        )
        let prompt = String(repeating: "a", count: 310) + "x"
        #expect(!play.decide(generation(prompt: prompt)).firings.isEmpty)
        let decision = play.decide(generation(prompt: String(repeating: "b", count: 1 << 20) + prompt))
        #expect(decision.firings.isEmpty)
        #expect(
            decision.miss?.description == "no rule fired; nearest was 'a': the texts are too long for its patterns"
        )
    }

    @Test func `that fires is the last to be asked, unless it continues`() throws {
        let rules =
            "{ name: 'slow', then: { latency: { fixedDelayMilliseconds: 5 } }, MORE }, "
            + "{ name: 'late', then: { failure: 'timeout', latency: { fixedDelayMilliseconds: 7 } } }"
        var first = try play("{ rules: [\(rules.replacing("MORE", with: "every: 1"))] }")
        #expect(first.decide().effect.failure == nil)
        var both = try play("{ rules: [\(rules.replacing("MORE", with: "continue: true"))] }")
        let decision = both.decide()
        #expect(decision.firings.map(\.rule) == ["slow", "late"])
        #expect(decision.effect.failure == .timeout)
        #expect(decision.delay == .milliseconds(5))
        #expect(decision.text == "rule=slow n=1, rule=late n=1")
    }
}
