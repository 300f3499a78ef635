import Emulator
import JSON
import Simulation
import TestSupport
import Testing

/// A server with a queue whose jobs take a second, and what tests of webhooks ask of it.
struct WebhookFixture {
    let queue: QueueFixture

    init(_ configure: @Sendable (inout EmulatorConfiguration) -> Void = { _ in }) throws {
        queue = try QueueFixture(configure)
    }

    var clock: Clock { queue.clock }

    /// The moment so long after the start.
    func second(_ seconds: Int) -> Timestamp { ServerFixture.noon + .seconds(seconds) }

    /// Submits a job whose end a receiver wants to know, and returns its id.
    func submit(
        to receiver: WebhookReceiver,
        _ body: String = #"{"prompt":"a cat"}"#,
        fields: [String] = []
    ) async throws -> String {
        try await submit(to: receiver.url, body, fields: fields)
    }

    /// Submits a job whose end is to be told to a URL, and returns its id.
    func submit(
        to url: String,
        _ body: String = #"{"prompt":"a cat"}"#,
        fields: [String] = []
    ) async throws -> String {
        try await queue.submit(body, query: "?fal_webhook=\(url)", fields: fields)
    }

    /// Asks the control interface.
    func control(_ method: String = "GET", _ path: String) async throws -> RawResponse {
        try await queue.fixture.ask(method, "/_fauxto\(path)")
    }

    /// The log of deliveries, once its last entry stands as said.
    func log(when state: String, attempts: Int) async throws -> [JSONValue] {
        while true {
            let log = try #require(try JSONParser.parse(await control("GET", "/webhooks").body)["webhooks"]).elements
            if let last = log.last, last["state"]?.text == state, last["attempts"]?.elements.count == attempts {
                return log
            }
            await Task.yield()
        }
    }
}
