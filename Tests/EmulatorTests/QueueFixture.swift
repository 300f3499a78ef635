import Emulator
import JSON
import TestSupport
import Testing

/// A server with a queue, for one test, and the clock that its jobs live by.
struct QueueFixture {
    let clock = Clock.frozen(at: ServerFixture.noon)
    let fixture: ServerFixture

    /// Makes a server whose jobs take a second, unless the test has it otherwise.
    init(_ configure: @Sendable (inout EmulatorConfiguration) -> Void = { _ in }) throws {
        fixture = try ServerFixture(clock: clock) { configuration in
            configuration.queue.jobs.everywhere.fixedDurationMilliseconds = 1_000
            configure(&configuration)
        }
    }

    /// Submits a job, and returns its id.
    func submit(
        _ body: String = #"{"prompt":"a cat"}"#,
        query: String = "",
        fields: [String] = [],
        key: String = "id:secret"
    ) async throws -> String {
        let response = try await ask("POST", "/fal-ai/flux/srpo\(query)", fields: fields, body: body, key: key)
        #expect(response.status == 200)
        return try #require(try JSONParser.parse(response.body)["request_id"]?.text)
    }

    /// Asks the queue's host.
    func ask(
        _ method: String,
        _ path: String,
        fields: [String] = [],
        body: String = "",
        key: String = "id:secret"
    ) async throws -> RawResponse {
        let usual = ["Authorization: Key \(key)", "Content-Type: application/json"]
        return try await fixture.ask(method, "/fal/queue\(path)", fields: usual + fields, body: body)
    }

    /// Asks about a job; `suffix` is what follows its id.
    func ask(
        _ method: String = "GET",
        about id: String,
        _ suffix: String = "",
        key: String = "id:secret"
    ) async throws -> RawResponse {
        try await ask(method, "/fal-ai/flux/requests/\(id)\(suffix)", key: key)
    }

    /// How jobs stand: each one's status without its vendor's prefix, with its position while it has one.
    func states(_ ids: [String]) async throws -> [String] {
        var states: [String] = []
        for id in ids {
            let json = try JSONParser.parse(try await ask(about: id, "/status").body)
            let position = json["queue_position"].map { " \($0.number)" } ?? ""
            states.append(try #require(json["status"]?.text) + position)
        }
        return states
    }
}
