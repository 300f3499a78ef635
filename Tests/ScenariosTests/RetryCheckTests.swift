import ImageGeneration
import Testing

@testable import Scenarios

@Suite struct `A rule that checks when a caller comes back` {
    private static func rules(_ more: String = "when: { nth: 1 }") -> String {
        "{ rules: [{ name: 'wait', \(more), retryCheck: true, then: { failure: 'rateLimited', retryAfterSeconds: 20 } }] }"
    }

    @Test func `refuses a call that comes before the time is over, with what is left of it`() throws {
        var play = try play(Self.rules())
        #expect(play.decide().effect.failure == .rateLimited(retryAfterSeconds: 20))
        let early = play.decide(after: .milliseconds(18_500))
        #expect(early.effect.failure == .rateLimited(retryAfterSeconds: 2))
        #expect(early.text == "rule=wait n=1 early=1.500s")
        #expect(early.firings.map(\.earliness) == [.milliseconds(1_500)])
    }

    @Test(
        arguments: [(.zero, "20.000"), (.nanoseconds(19_999_999_999), "0.001"), (.seconds(20), nil)]
            as [(Duration, String?)]
    )
    func `takes the time to begin with the answer and to be over at its end`(
        moment: Duration,
        early: String?
    ) throws {
        var play = try play(Self.rules())
        _ = play.decide()
        #expect(play.decide(after: moment).text == early.map { "rule=wait n=1 early=\($0)s" })
    }

    @Test func `says nothing of it without the field`() throws {
        var play = try play(Self.rules().replacing("retryCheck: true", with: "retryCheck: false"))
        #expect(play.decide().retryOrder == nil)
        #expect(play.decide().firings.isEmpty)
    }

    @Test func `does not begin the time again for a call that is too early`() throws {
        var play = try play(Self.rules())
        let moments = [0, 5, 10, 15, 19, 20].map { play.decide(after: .seconds($0)).effect.failure }
        #expect(moments == [20, 15, 10, 5, 1].map { .rateLimited(retryAfterSeconds: $0) } + [nil])
    }

    @Test func `judges a call that comes in time as usual, and may refuse it again`() throws {
        var play = try play(Self.rules("chance: 1"))
        #expect(play.decide().text == "rule=wait n=1 draw=\(share(of: play, 1))")
        #expect(play.decide(after: .seconds(20)).text == "rule=wait n=2 draw=\(share(of: play, 2))")
        #expect(play.decide(after: .seconds(39)).text == "rule=wait n=2 early=1.000s")
    }

    /// What the first two calls draw, as decisions show it.
    private func share(of play: ScenarioPlay, _ number: Int) -> String {
        let fresh = try? ScenariosTests.play(Self.rules("chance: 1"))
        let outcome = try? fresh?.schedule(for: "key", count: 2, at: noon).outcomes[number - 1]
        return outcome?.share.map(thousandths) ?? ""
    }

    @Test func `counts no call that is too early, so that the schedule holds for those that are judged`() throws {
        var patient = try play(Self.rules("every: 3"))
        var impatient = patient
        let moments = (0..<9).map { Duration.seconds($0 * 20) }
        let expected = moments.map { patient.decide(after: $0).text }
        let actual = moments.map { moment in
            let text = impatient.decide(after: moment).text
            if text != nil { for second in 1...5 { _ = impatient.decide(after: moment + .seconds(second)) } }
            return text
        }
        #expect(actual == expected)
        #expect(expected.compactMap(\.self) == ["rule=wait n=3", "rule=wait n=6", "rule=wait n=9"])
        #expect(impatient.tallies == [RuleTally(matched: 24, fired: 18)])
        #expect(
            try impatient.schedule(for: "key", count: 3, at: noon).outcomes.map(\.number)
                == patient.schedule(for: "key", count: 3, at: noon).outcomes.map(\.number)
        )
    }

    @Test func `holds every account to its own time, and calls that it is about alone`() throws {
        var play = try play(Self.rules("when: { nth: 1, prompt: '*cat*' }"))
        _ = play.decide()
        #expect(play.decide(generation(account: "other")).text == "rule=wait n=1")
        #expect(play.decide(generation(prompt: "a dog")).firings.isEmpty)
        #expect(play.decide().firings.map(\.earliness) == [.seconds(20)])
    }

    @Test func `begins the time when the answer is there, which the rule itself may hold back`() throws {
        var play = try play(
            """
            { rules: [{ name: 'wait', when: { nth: 1 }, retryCheck: true, then: {
              failure: 'rateLimited', retryAfterSeconds: 20, latency: { fixedDelayMilliseconds: 3000 } } }] }
            """
        )
        _ = play.decide()
        // Nobody had told it anything yet.
        #expect(play.decide(after: .milliseconds(2_999)).firings.isEmpty)
        let early = play.decide(after: .seconds(3))
        #expect(early.text == "rule=wait n=1 early=20.000s")
        #expect(early.delay == nil)
        #expect(play.decide(after: .seconds(23)).firings.isEmpty)
    }

    @Test(arguments: [
        "{ name: 'first', continue: true, when: { nth: 1 }, then: { failure: 'timeout' } }",
        "{ name: 'first', continue: true, when: { nth: 1 }, then: { fault: 'EMPTY_RESPONSE' } }",
    ])
    func `holds nobody to a time that another rule kept from being told`(first: String) throws {
        var play = try play(Self.rules().replacing("[{", with: "[\(first), {"))
        let decision = play.decide()
        #expect(decision.firings.map(\.rule) == ["first", "wait"])
        #expect(decision.retryOrder == nil)
        #expect(play.decide().firings.isEmpty)
    }

    @Test func `goes on checking under its name when the rules change`() throws {
        var play = try play(Self.rules())
        _ = play.decide()
        play.change(to: try scenario(Self.rules("when: { nth: 7 }")), at: noon)
        #expect(play.decide(after: .seconds(19)).text == "rule=wait n=1 early=1.000s")
        play.change(to: try scenario(Self.rules().replacing("true", with: "false")), at: noon)
        #expect(play.decide(after: .seconds(19)).firings.isEmpty)
    }
}
