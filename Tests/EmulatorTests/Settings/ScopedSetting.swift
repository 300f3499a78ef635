import HTTP
import ImageGeneration
import JSON
import Simulation
import TestSupport
import Testing

@testable import Emulator

/// A setting that sections may state, and how it shows at a call for an image of fal's first model by `id:secret`.
struct ScopedSetting: Sendable, CustomTestStringConvertible {
    /// The names that lead to it in a file.
    let place: [String]
    /// The setting itself.
    let statement: String
    /// What is stated for everything beside it.
    var everywhere = ""
    /// What there may be sections about that state it.
    var scopes = SettingScope.allCases
    /// What is seen where it is heeded.
    let effect: String
    /// What is seen of a configuration.
    let observe: @Sendable (EmulatorConfiguration) async throws -> String

    var testDescription: String { (place + [statement]).joined(separator: ".") }

    /// What is seen where the setting is stated in a section, or for everything, or not at all.
    func observation(stated statement: String) async throws -> String {
        let members = [everywhere, statement].filter { !$0.isEmpty }.joined(separator: ", ")
        let text = place.reversed().reduce("{ \(members) }") { "{ \($1): \($0) }" }
        return try await observe(try EmulatorConfiguration(text: Array(text.utf8), file: "fauxto.json"))
    }

    /// A section about a name that states the setting.
    func section(_ scope: SettingScope, _ name: String) -> String {
        "\(scope.rawValue): { '\(name)': { \(statement) } }"
    }
}

extension ScopedSetting {
    static let all = inference + latency + downloads + queue + quotas + money + runners

    private static let inference = [
        inference("baseMilliseconds: 4000", besides: "perStepMilliseconds: 0, variation: 0", "4.0"),
        inference("perStepMilliseconds: 1000", besides: "variation: 0", "28.0"),
        inference("variation: 0", besides: "perStepMilliseconds: 1000", "28.0"),
        inference("acceleration: { regular: 0.5 }", asking: "regular", besides: accelerated, "14.0"),
        inference("acceleration: { high: 0.25 }", asking: "high", besides: accelerated, "7.0"),
    ]

    private static let accelerated = "perStepMilliseconds: 1000, variation: 0"

    private static func inference(
        _ statement: String,
        asking acceleration: String = "none",
        besides everywhere: String,
        _ effect: String
    ) -> ScopedSetting {
        ScopedSetting(place: ["inference"], statement: statement, everywhere: everywhere, effect: effect) { settings in
            let body =
                #"{"prompt":"a","acceleration":"\#(acceleration)","image_size":{"width":1000,"height":1000}}"#
            let fixture = try ServerFixture { $0.inference = settings.inference }
            guard case .double(let seconds) = try await fixture.generate(body)["timings"]?["inference"] else {
                return ""
            }
            return "\(seconds)"
        }
    }

    private static let latency = [
        ("fixedDelayMilliseconds: 60000", "60.0 seconds"),
        ("delayDistribution: { type: 'uniform', lower: 30000, upper: 30000 }", "30.0 seconds"),
        ("inference: true", "5.0 seconds"),
    ].map { statement, effect in
        ScopedSetting(place: ["latency"], statement: statement, effect: effect) { settings in
            let order = Order.fixture(account: "id:secret")
            let images = GeneratedImages(images: [], seed: Seed(1), inferenceSeconds: 5)
            order.production = Production(outcome: .images(images))
            return "\(LatencyPlan(settings.latency)?.delay(of: order) ?? .zero)"
        }
    }

    private static let downloads = [
        ("fixedDelayMilliseconds: 60000", "60.0 seconds"),
        ("delayDistribution: { type: 'uniform', lower: 30000, upper: 30000 }", "30.0 seconds"),
        ("bandwidth: 1", "paced"),
        ("chunkedDribbleDelay: { numberOfChunks: 2, totalDuration: 1 }", "paced"),
    ].map { statement, effect in
        ScopedSetting(
            place: ["latency", "downloads"],
            statement: statement,
            scopes: [.vendors],
            effect: effect
        ) { settings in
            let (arrival, plan) = (Order.fixture().arrival, LatencyPlan(settings.latency))
            let file = HTTPResponse(status: 200, body: .bytes([1, 2]))
            if case .stream = plan?.paced(file, to: arrival).body { return "paced" }
            return "\(plan?.delay(ofDownload: arrival) ?? .zero)"
        }
    }

    private static let queue = [
        queue("runners: 1", "1 2 2 3 3 3"),
        queue("fixedDurationMilliseconds: 3000", besides: "", "0 0 2 2 2 3"),
        queue("coldStartMilliseconds: 2000", "0 0 2 3 3 3"),
        queue("keepWarmSeconds: 1", besides: "\(ofASecond), coldStartMilliseconds: 1000", "0 2 2 3 3 3"),
    ]

    private static let ofASecond = "fixedDurationMilliseconds: 1000"

    /// The effect is how many jobs are done after each of six seconds, of two that come at first and one after three.
    private static func queue(
        _ statement: String,
        besides everywhere: String = ofASecond,
        _ effect: String
    ) -> ScopedSetting {
        ScopedSetting(place: ["queue"], statement: statement, everywhere: everywhere, effect: effect) { settings in
            let queue = try QueueFixture { $0.queue = settings.queue }
            var ids = [try await queue.submit(), try await queue.submit()]
            var counts: [String] = []
            for second in 1...6 {
                queue.clock.advance(by: .seconds(1))
                counts.append("\(try await queue.states(ids).count { $0 == "COMPLETED" })")
                if second == 3 { ids.append(try await queue.submit()) }
            }
            return counts.joined(separator: " ")
        }
    }

    private static let quotas = [
        ScopedSetting(place: ["quotas"], statement: "requestsPerMinute: 1", effect: "200 429", observe: statuses),
        ScopedSetting(place: ["quotas"], statement: "concurrentRequests: 1", effect: "taken refused") { settings in
            let quotas = Quotas(settings: settings.quotas, clock: .frozen(at: ServerFixture.noon))
            let refusals = (0..<2).map { _ in quotas?.begin(Order.fixture(account: "id:secret")) }
            return refusals.map { $0 == nil ? "taken" : "refused" }.joined(separator: " ")
        },
    ]

    private static let money = [
        ScopedSetting(
            place: ["money"],
            statement: "balanceMicrodollars: 25000",
            scopes: [.vendors, .accounts],
            effect: "200 403",
            observe: statuses
        )
    ]

    /// What two calls, one after the other, are answered with.
    private static let statuses = { @Sendable (settings: EmulatorConfiguration) async throws -> String in
        let fixture = try ServerFixture { configuration in
            configuration.quotas = settings.quotas
            configuration.money = settings.money
        }
        let first = try await VendorCall.all[0].send(to: fixture).status
        return "\(first) \(try await VendorCall.all[0].send(to: fixture).status)"
    }

    private static let runners = [
        ("perModel: 1", "", "60.0 seconds"), ("overflow: 'refuse'", "perModel: 1", "refused"),
    ]
    .map { statement, everywhere, effect in
        ScopedSetting(
            place: ["runners"],
            statement: statement,
            everywhere: everywhere,
            scopes: [.vendors, .models],
            effect: effect
        ) { settings in
            let runners = ModelRunners(settings: settings.runners, clock: .frozen(at: ServerFixture.noon))
            guard let runners else { return "\(Duration.zero)" }
            _ = runners.begin(.fixture(account: "id:secret"), for: .seconds(60))
            return runners.begin(.fixture(account: "other"), for: .zero).map { "\($0)" } ?? "refused"
        }
    }
}
