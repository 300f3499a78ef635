import ImageGeneration
import JSON
import Simulation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `A scenario file` {
    @Test func `may be empty, and then nothing happens`() throws {
        #expect(try scenario("{}").rules.isEmpty)
    }

    @Test func `sets everything that a rule may say`() throws {
        let scenario = try scenario(
            """
            {
              seed: 42, // of every decision
              rules: [
                {
                  name: 'all', continue: true, retryCheck: true, chance: 0.5, attempts: [1, 2], every: 3, succeedFirst: 4,
                  failRequestCount: 5, between: { after: '1.5s', for: '2m' }, quota: { requests: 6, per: '1h' },
                  when: {
                    vendor: 'fal', role: 'api', model: '*srpo', account: 'dev*', prompt: '*dragon*',
                    header: { 'x-test': 'a' }, body: { num_images: { atLeast: 2 } }, nth: [7, 8],
                  },
                  then: {
                    failure: 'rateLimited', retryAfterSeconds: 9, latency: { fixedDelayMilliseconds: 10 },
                    fault: 'EMPTY_RESPONSE', bandwidth: 2.5,
                    chunkedDribbleDelay: { numberOfChunks: 11, totalDuration: 12 },
                  },
                },
                { attempts: 1, then: { failure: 'referenceUnusable', reason: 'tooLarge' } },
                { attempts: 1, then: { queue: { crashes: 3, neverFinish: true } } },
                { attempts: 1, then: { partialBatch: 2, safetyHit: [1, 3], imageFault: 'HALF_IMAGE' } },
              ],
            }
            """
        )
        #expect(scenario.seed == 42)
        let rule = try #require(scenario.rules.first)
        #expect(rule.name == "all")
        #expect(rule.continues)
        #expect(rule.checksRetries)
        var occurrence = Occurrence()
        occurrence.chance = 0.5
        occurrence.attempts = [1, 2]
        occurrence.numbers = [7, 8]
        occurrence.every = 3
        occurrence.succeedFirst = 4
        occurrence.failRequestCount = 5
        occurrence.period = .init()
        occurrence.period?.after = .milliseconds(1_500)
        occurrence.period?.length = .seconds(120)
        occurrence.quota = .init(requests: 6, window: .seconds(3_600))
        #expect(rule.occurrence == occurrence)
        #expect(rule.condition.vendor == "fal")
        #expect(rule.condition.role == "api")
        #expect(rule.condition.model?.source == "*srpo")
        #expect(rule.condition.account?.source == "dev*")
        #expect(rule.condition.prompt?.source == "*dragon*")
        #expect(rule.condition.header.map { "\($0.name): \($0.pattern.source)" } == ["x-test: a"])
        #expect(rule.condition.body.map(\.path) == ["num_images"])
        #expect(rule.effect.queue == nil)
        #expect(scenario.rules[2].effect.queue?.crashes == 3)
        #expect(scenario.rules[2].effect.queue?.neverFinishes == true)
        #expect(scenario.rules[3].effect.images.partialBatch == 2)
        #expect(scenario.rules[3].effect.images.safetyHit == .images([1, 3]))
        #expect(scenario.rules[3].effect.images.fault == .halfImage)
        #expect(rule.effect.failure == .rateLimited(retryAfterSeconds: 9))
        #expect(rule.effect.delay == .fixed(milliseconds: 10))
        #expect(rule.effect.fault == .emptyResponse)
        #expect(rule.effect.pacing.kilobytesPerSecond == 2.5)
        #expect(rule.effect.pacing.dribble == .init(numberOfChunks: 11, totalDuration: .milliseconds(12)))
        #expect(scenario.rules[1].name == "rule 2")
        #expect(scenario.rules[1].occurrence.attempts == [1])
        #expect(scenario.rules[1].effect.failure == .referenceUnusable(url: "", reason: .tooLarge))
    }

    @Test(
        arguments: [
            ("{ type: 'fixed', milliseconds: 5 }", .fixed(milliseconds: 5)),
            ("{ type: 'uniform', lower: 15, upper: 25 }", .uniform(lower: 15, upper: 25)),
            ("{ type: 'lognormal', median: 80, sigma: 0.4 }", .lognormal(median: 80, sigma: 0.4, maximum: nil)),
            (
                "{ type: 'lognormal', median: 80, sigma: 0.4, maxValue: 100 }",
                .lognormal(median: 80, sigma: 0.4, maximum: 100)
            ),
            (
                "{ type: 'percentiles', p50: 1, p90: 2.5, p99: 9 }",
                .percentiles([
                    .init(share: 0.5, milliseconds: 1), .init(share: 0.9, milliseconds: 2.5),
                    .init(share: 0.99, milliseconds: 9),
                ])
            ),
        ] as [(String, DelayDistribution)]
    )
    func `has latencies of every kind`(text: String, distribution: DelayDistribution) throws {
        let scenario = try scenario("{ rules: [{ then: { latency: { delayDistribution: \(text) } } }] }")
        #expect(scenario.rules[0].effect.delay == distribution)
    }

    @Test func `may name every failure that there is`() throws {
        for kind in ProviderFailure.Kind.allCases {
            let scenario = try scenario("{ rules: [{ then: { failure: '\(kind.rawValue)' } }] }")
            #expect(scenario.rules[0].effect.failure?.kind == kind)
        }
    }

    @Test(arguments: Fixture.cases("scenarios/diagnostics.json"))
    func `that is wrong is refused in one line that says where and why`(`case`: JSONValue) throws {
        let (text, diagnostic) = (`case`.elements[0].text, `case`.elements[1].text)
        do {
            _ = try scenario(text)
            Issue.record("accepted: \(text)")
        } catch {
            #expect("\(error)" == "weather.json5:\(diagnostic)", "\(text)")
        }
    }
}
