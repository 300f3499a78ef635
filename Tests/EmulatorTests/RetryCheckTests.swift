import Emulator
import JSON
import Printing
import TestSupport
import Testing

@Suite struct `A client that comes back before a Retry-After is over` {
    private let clock = Clock.frozen(at: ServerFixture.noon)
    private let scenario = ScenarioText(
        """
        { rules: [{ name: 'wait', when: { nth: 1 }, retryCheck: true,
          then: { failure: 'rateLimited', retryAfterSeconds: 20 } }] }
        """
    )

    private func fixture(_ configure: (inout EmulatorConfiguration) -> Void = { _ in }) throws -> ServerFixture {
        try ServerFixture(clock: clock) { configuration in
            configuration.scenarios = [scenario.path]
            configuration.queue.jobs.everywhere.fixedDurationMilliseconds = 1_000
            configure(&configuration)
        }
    }

    @Test(arguments: VendorCall.all)
    func `is refused in the vendor's words, with the seconds that are left`(call: VendorCall) async throws {
        let fixture = try fixture()
        let first = try await call.send(to: fixture)
        #expect((first.status, first["retry-after"]) == (429, "20"))
        #expect(first["x-fauxto-decision"] == "rule=wait n=1")
        clock.advance(by: .milliseconds(18_500))
        let early = try await call.send(to: fixture)
        #expect((early.status, early["retry-after"]) == (429, "2"))
        #expect(early["x-fauxto-decision"] == "rule=wait n=1 early=1.500s")
        #expect(early.text.contains(call.refusal))
        #expect(try await call.send(to: fixture, key: "other:key")["x-fauxto-decision"] == "rule=wait n=1")
        clock.advance(by: .milliseconds(1_500))
        let late = try await call.send(to: fixture)
        #expect((late.status, late["retry-after"]) == (200, nil))
    }

    @Test func `is refused when it puts a job into a queue as well`() async throws {
        let fixture = try fixture()
        var answers: [RawResponse] = []
        for _ in 0..<2 {
            answers.append(
                try await fixture.ask(
                    "POST",
                    "/fal/queue/fal-ai/flux/srpo",
                    fields: ["Authorization: Key id:secret", "Content-Type: application/json"],
                    body: #"{"prompt":"a cat"}"#
                )
            )
        }
        #expect(answers.map(\.status) == [429, 429])
        #expect(answers.map { $0["x-fauxto-decision"] } == ["rule=wait n=1", "rule=wait n=1 early=20.000s"])
        #expect(fixture.server.report.earlyReturnCount == 1)
    }

    @Test func `is noted in the journal`() async throws {
        let fixture = try fixture()
        for _ in 0..<2 { _ = try await VendorCall.all[0].send(to: fixture) }
        let journal = try JSONParser.parse(try await fixture.ask("GET", "/_fauxto/requests").body)
        let entries = try #require(journal["requests"]).elements
        #expect(
            entries.map { $0["notes"]?.elements.map(\.text) } == [
                [], ["the call came 20.000 s too early: call 1 of the account was told by rule 'wait' to wait"],
            ]
        )
        #expect(entries.map { $0["decision"]?.text } == ["rule=wait n=1", "rule=wait n=1 early=20.000s"])
    }

    @Test func `is counted in the report by rule and vendor, with the most by which it was too early`() async throws {
        let fixture = try fixture()
        let (fal, siraya) = (VendorCall.all[0], VendorCall.all[3])
        _ = try await fal.send(to: fixture)
        _ = try await siraya.send(to: fixture, key: "other")
        clock.advance(by: .milliseconds(18_500))
        for _ in 0..<2 { _ = try await fal.send(to: fixture) }
        clock.advance(by: .seconds(1))
        _ = try await fal.send(to: fixture)
        _ = try await siraya.send(to: fixture, key: "other")
        let report = fixture.server.report
        #expect(report.earlyReturnCount == 4)
        #expect(report.earlyReturns.map(\.vendor) == ["fal", "siraya"])
        #expect(report.earlyReturns.map(\.count) == [3, 1])
        #expect(report.earlyReturns.map(\.most) == [.milliseconds(1_500), .milliseconds(500)])
        #expect(report.text.description.contains(", 4 calls too early\n"))
        #expect(report.text.description.contains("  3 × fal called too early for rule 'wait', by 1.500 s at most\n"))
        let json = try JSONParser.parse(Array(report.json.utf8))
        let expected =
            #"[{"rule":"wait","vendor":"fal","count":3,"mostSeconds":1.5},"#
            + #"{"rule":"wait","vendor":"siraya","count":1,"mostSeconds":0.5}]"#
        #expect(json["earlyReturns"] == (try JSONParser.parse(Array(expected.utf8))))
    }
}
