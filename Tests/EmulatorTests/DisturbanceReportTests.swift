import JSON
import Printing
import Simulation
import TestSupport
import Testing

@testable import Emulator

@Suite struct `The report on what went wrong on purpose` {
    private let scenario = ScenarioText(
        """
        { rules: [
          { name: 'idle', when: { prompt: 'nothing' }, then: { failure: 'timeout' } },
          { name: 'slow', continue: true, every: 2, then: { latency: { fixedDelayMilliseconds: 1500 } } },
          { name: 'down', when: { nth: 4 }, then: { failure: 'overloaded' } },
        ] }
        """
    )

    private func ask(_ fixture: ServerFixture, wishing wish: String? = nil, key: String = "id:secret") async throws {
        _ = try await fixture.ask(
            "POST",
            "/fal/fal-ai/flux/srpo",
            fields: ["Authorization: Key \(key)", "Content-Type: application/json"]
                + (wish.map { ["X-Fauxto-Fault: \($0)"] } ?? []),
            body: #"{"prompt":"a cat"}"#
        )
    }

    @Test func `tells how often each rule was met and fired, what happened, and how long it held calls back`()
        async throws
    {
        let fixture = try ServerFixture(clock: Clock(.auto)) { $0.scenarios = [scenario.path] }
        for _ in 0..<5 { try await ask(fixture) }
        let report = fixture.server.report
        #expect(report.rules.map(\.rule) == ["idle", "slow", "down"])
        #expect(report.rules.map(\.matched) == [0, 5, 5])
        #expect(report.rules.map(\.fired) == [0, 2, 1])
        #expect(
            report.disturbances == [
                .init(kind: "latency", wish: nil, count: 2), .init(kind: "overloaded", wish: nil, count: 1),
            ]
        )
        #expect(report.heldBack == .seconds(3))
        #expect(!report.text.description.contains("idle"))
        #expect(
            report.text.description.contains(
                """
                  rule 'slow' fired at 2 of 5 calls
                  rule 'down' fired at 1 of 5 calls
                  by rules: 2 × latency, 1 × overloaded
                  rules and wishes held back 3.000 s in all

                """
            )
        )
    }

    @Test func `tells what happened to images, and to their downloads`() async throws {
        let effects = "partialBatch: 1, safetyHit: 1, imageFault: 'HALF_IMAGE'"
        let scenario = ScenarioText("{ rules: [{ then: { \(effects) } }] }")
        let fixture = try ServerFixture { $0.scenarios = [scenario.path] }
        _ = try await fixture.ask("GET", try fixture.imageTarget(in: try await fixture.generate()))
        let kinds = ["partialBatch", "safetyHit", "imageFault", "HALF_IMAGE"]
        let counts = kinds.map { Report.DisturbanceCount(kind: $0, wish: nil, count: 1) }
        #expect(fixture.server.report.disturbances == counts)
    }

    @Test func `tells what callers wished for, apart from what rules did`() async throws {
        let fixture = try ServerFixture()
        for wish in ["timeout", "timeout", "EMPTY_RESPONSE"] { try? await ask(fixture, wishing: wish) }
        try await ask(fixture, key: "fauxto-broken:x")
        let report = fixture.server.report
        #expect(
            report.disturbances == [
                .init(kind: "timeout", wish: "header", count: 2),
                .init(kind: "EMPTY_RESPONSE", wish: "header", count: 1),
                .init(kind: "internalError", wish: "key", count: 1),
            ]
        )
        #expect(report.rules.isEmpty)
        #expect(report.text.description.contains("  wished for by header: 2 × timeout, 1 × EMPTY_RESPONSE\n"))
        #expect(report.text.description.contains("  wished for by key: 1 × internalError\n"))
    }

    @Test func `tells refusals by rules, wishes and the server's limits from the vendor's own`() async throws {
        let fixture = try ServerFixture { configuration in
            configuration.scenarios = [scenario.path]
            configuration.quotas.accounts["quota:x", default: .init()].requestsPerMinute = 1
            configuration.money.accounts["poor:x", default: .init()].balanceMicrodollars = 1
        }
        for key in ["quota:x", "poor:x"] { for _ in 0..<2 { try await ask(fixture, wishing: "0s", key: key) } }
        try await ask(fixture, wishing: "timeout")
        try await ask(fixture, wishing: "nonsense", key: "none")
        let refusals = try #require(fixture.server.report.vendors.first).refusals
        #expect(refusals.map(\.outcome) == ["rateLimited", "insufficientBalance", "timeout", "unauthenticated"])
        #expect(refusals.map(\.cause) == ["quota", "balance", "wish", nil])
        #expect(fixture.server.report.text.description.contains("    1 × 429 rateLimited (quota)\n"))
        let json = try JSONParser.parse(Array(fixture.server.report.json.utf8))
        let causes = try #require(json["vendors"]?[0]?["refusals"]).elements.map { $0["cause"] }
        #expect(causes == [.string("quota"), .string("balance"), .string("wish"), .null])
    }

    @Test func `tells a refusal by a rule, of a job as well`() async throws {
        let down = ScenarioText("{ rules: [{ name: 'down', then: { failure: 'overloaded' } }] }")
        let queue = try QueueFixture { $0.scenarios = [down.path] }
        let id = try await queue.submit()
        queue.clock.advance(by: .seconds(1))
        #expect(try await queue.ask(about: id).status == 503)
        try await ask(queue.fixture)
        let refusals = try #require(queue.fixture.server.report.vendors.first).refusals
        #expect(refusals.map(\.cause) == ["rule"])
        #expect(refusals.map(\.count) == [2])
    }

    @Test func `tells calls that found no room from the others`() async throws {
        let queue = try QueueFixture { configuration in
            configuration.quotas.accounts["id:secret", default: .init()].concurrentRequests = 1
            configuration.runners.everywhere.perModel = 1
            configuration.runners.everywhere.overflow = .refuse
            configuration.latency.answers.everywhere.delay = .fixed(milliseconds: 1_500)
        }
        async let first: Void = ask(queue.fixture)
        await queue.clock.sleeper(until: ServerFixture.noon + .milliseconds(1_500))
        try await ask(queue.fixture)
        try await ask(queue.fixture, key: "other:key")
        queue.clock.advance(by: .milliseconds(1_500))
        try await first
        let refusals = try #require(queue.fixture.server.report.vendors.first).refusals
        #expect(refusals.map(\.cause) == ["concurrency", "runners"])
    }

    @Test
    func `tells how much time has passed on the clock since the start or a reset, where that is not the real time`()
        async throws
    {
        let clock = Clock.frozen(at: ServerFixture.noon)
        let fixture = try ServerFixture(clock: clock)
        #expect(fixture.server.report.simulatedTime == .zero)
        #expect(!fixture.server.report.text.description.contains("passed on the clock"))
        clock.advance(by: .seconds(3_600))
        let report = fixture.server.report
        #expect(report.simulatedTime == .seconds(3_600))
        #expect(report.text.description.contains("  3600.000 s passed on the clock, in "))
        #expect(try JSONParser.parse(Array(report.json.utf8))["simulatedSeconds"]?.number == 3_600)
        _ = try await fixture.ask("POST", "/_fauxto/reset")
        #expect(fixture.server.report.simulatedTime == .zero)
    }
}
