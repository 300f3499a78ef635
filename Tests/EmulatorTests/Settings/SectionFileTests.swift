import JSON
import Testing

@testable import Emulator

@Suite struct `Sections of a configuration file` {
    @Test(arguments: [
        ("quotas: { vendors: { fall: {} } }", "1:29: there is no vendor fall; did you mean fal?"),
        ("latency: { vendors: { fall: {} } }", "1:30: there is no vendor fall; did you mean fal?"),
        ("latency: { downloads: { vendors: { fall: {} } } }", "1:43: there is no vendor fall; did you mean fal?"),
        ("runners: { vendors: { sirayo: {} } }", "1:32: there is no vendor sirayo; did you mean siraya?"),
        (
            "money: { vendors: { openai: { balanceMicrodollars: 1 } } }",
            "1:30: there is no vendor openai; there are fal, aimlapi, onerouter, siraya"
        ),
        ("quotas: { models: { 'flux/srp': {} } }", "1:34: there is no model flux/srp; did you mean flux/srpo?"),
        ("latency: { models: { 'flux/spro': {} } }", "1:36: there is no model flux/spro; did you mean flux/srpo?"),
        ("inference: { models: { 'flux/srp': {} } }", "1:37: there is no model flux/srp; did you mean flux/srpo?"),
        ("queue: { models: { 'flux/srp': {} } }", "1:33: there is no model flux/srp; did you mean flux/srpo?"),
        ("runners: { models: { 'flux/srp': {} } }", "1:35: there is no model flux/srp; did you mean flux/srpo?"),
    ])
    func `may not be about what there is not`(text: String, message: String) {
        expect(text, isRefusedWith: message)
    }

    @Test(arguments: [
        (
            "runners: { accounts: {} }",
            "1:13: there is no field runners.accounts; the fields here are perModel, overflow, vendors, models"
        ),
        (
            "money: { models: {} }",
            "1:11: there is no field money.models; the fields here are balanceMicrodollars, vendors, accounts"
        ),
        (
            "latency: { downloads: { models: {} } }",
            "1:26: there is no field latency.downloads.models; the fields here are fixedDelayMilliseconds, "
                + "delayDistribution, bandwidth, chunkedDribbleDelay, vendors"
        ),
        (
            "queue: { accounts: { k: { maximumJobs: 1 } } }",
            "1:28: there is no field queue.accounts.k.maximumJobs; the fields here are runners, "
                + "fixedDurationMilliseconds, coldStartMilliseconds, keepWarmSeconds"
        ),
        (
            "quotas: { accounts: { k: { requests: 1 } } }",
            "1:29: there is no field quotas.accounts.k.requests; "
                + "the fields here are requestsPerMinute, concurrentRequests"
        ),
        (
            "runners: { models: { 'flux/srpo': 2 } }",
            "1:36: runners.models.flux/srpo takes an object, not a number"
        ),
        (
            "money: { accounts: { k: { balanceMicrodollars: 0.5 } } }",
            "1:49: money.accounts.k.balanceMicrodollars takes a whole number, not a number"
        ),
    ])
    func `may state what means something there, in its range`(text: String, message: String) {
        expect(text, isRefusedWith: message)
    }

    private func expect(_ members: String, isRefusedWith message: String) {
        let error = #expect(throws: SourceDiagnostic.self) {
            try EmulatorConfiguration(text: Array("{\(members)}".utf8), file: "fauxto.json")
        }
        #expect(error?.description == "fauxto.json:\(message)")
    }
}
