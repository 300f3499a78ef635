import JSON
import Testing

@testable import Emulator

@Suite struct `Quotas, money and runners in a configuration file` {
    private func read(_ text: String) throws -> EmulatorConfiguration {
        try EmulatorConfiguration(text: Array(text.utf8), file: "fauxto.json")
    }

    @Test func `set every field`() throws {
        let configuration = try read(
            """
            {
              quotas: {
                requestsPerMinute: 1, concurrentRequests: 2,
                vendors: { fal: { requestsPerMinute: 3 } },
                models: { 'flux/srpo': { concurrentRequests: 4 } },
                accounts: { 'any key': { requestsPerMinute: 5, concurrentRequests: 0 } },
              },
              money: {
                balanceMicrodollars: 6, vendors: { siraya: { balanceMicrodollars: 7 } },
                accounts: { 'any key': { balanceMicrodollars: 0 } },
              },
              runners: { perModel: 8, models: { 'fal-ai/flux/srpo': 9 }, overflow: 'refuse' },
              queue: { coldStartMilliseconds: 10, keepWarmSeconds: 11 },
            }
            """
        )
        let (quotas, money, runners) = (configuration.quotas, configuration.money, configuration.runners)
        #expect(quotas.everywhere.requestsPerMinute == 1)
        #expect(quotas.everywhere.concurrentRequests == 2)
        #expect(quotas.vendors.mapValues(\.requestsPerMinute) == ["fal": 3])
        #expect(quotas.vendors.mapValues(\.concurrentRequests) == ["fal": nil])
        #expect(quotas.models.mapValues(\.concurrentRequests) == ["flux/srpo": 4])
        #expect(quotas.accounts.mapValues(\.requestsPerMinute) == ["any key": 5])
        #expect(quotas.accounts.mapValues(\.concurrentRequests) == ["any key": 0])
        #expect(money.everywhere.balanceMicrodollars == 6)
        #expect(money.vendors.mapValues(\.balanceMicrodollars) == ["siraya": 7])
        #expect(money.accounts.mapValues(\.balanceMicrodollars) == ["any key": 0])
        #expect(runners.perModel == 8)
        #expect(runners.models == ["fal-ai/flux/srpo": 9])
        #expect(runners.overflow == .refuse)
        #expect(configuration.queue.coldStartMilliseconds == 10)
        #expect(configuration.queue.keepWarmSeconds == 11)
    }

    @Test(arguments: [
        (
            "{ quotas: { vendors: { fall: {} } } }",
            "fauxto.json:1:30: there is no vendor fall; did you mean fal?"
        ),
        (
            "{ quotas: { models: { 'flux/srp': {} } } }",
            "fauxto.json:1:35: there is no model flux/srp; did you mean flux/srpo?"
        ),
        (
            "{ money: { vendors: { openai: { balanceMicrodollars: 1 } } } }",
            "fauxto.json:1:31: there is no vendor openai; there are fal, aimlapi, onerouter, siraya"
        ),
        (
            "{ runners: { models: { 'flux/srp': 1 } } }",
            "fauxto.json:1:36: there is no model flux/srp; did you mean flux/srpo?"
        ),
        (
            "{ money: { balanceMicrodollars: 0.5 } }",
            "fauxto.json:1:33: money.balanceMicrodollars takes a whole number, not a number"
        ),
        (
            "{ quotas: { accounts: { k: { requests: 1 } } } }",
            "fauxto.json:1:30: there is no field quotas.accounts.k.requests; "
                + "the fields here are requestsPerMinute, concurrentRequests"
        ),
    ])
    func `with a fault are refused with one line that says where`(text: String, message: String) {
        let error = #expect(throws: SourceDiagnostic.self) { try read(text) }
        #expect(error?.description == message)
    }
}
