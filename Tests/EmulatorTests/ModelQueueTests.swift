import Emulator
import JSON
import TestSupport
import Testing

/// Jobs of two models, of which one has runners of its own.
@Suite(.timeLimit(.minutes(1))) struct `The queue of a model` {
    private static let own = "fal-ai/flux/srpo/image-to-image"

    private func queue(_ configure: @Sendable (inout EmulatorConfiguration) -> Void = { _ in }) throws -> QueueFixture {
        try QueueFixture { configuration in
            configuration.queue.jobs.everywhere.runners = 1
            configuration.queue.jobs.models[Self.own, default: .init()].runners = 1
            configure(&configuration)
        }
    }

    /// Submits a job to the model with runners of its own.
    private func submit(
        to queue: QueueFixture,
        query: String = "",
        _ body: String = #"{"prompt":"a cat","image_url":"https://example.com/a.png"}"#,
        key: String = "id:secret"
    ) async throws -> String {
        let response = try await queue.ask("POST", "/\(Self.own)\(query)", body: body, key: key)
        return try #require(try JSONParser.parse(response.body)["request_id"]?.text)
    }

    @Test func `is there where its section states runners, with positions of its own, for each account`() async throws {
        let queue = try queue()
        var ids: [String] = []
        for _ in 0..<2 {
            ids.append(try await queue.submit())
            ids.append(try await submit(to: queue))
        }
        #expect(try await queue.states(ids) == ["IN_PROGRESS", "IN_PROGRESS", "IN_QUEUE 0", "IN_QUEUE 0"])
        let other = try await submit(to: queue, key: "other:secret")
        let status = try JSONParser.parse(try await queue.ask(about: other, "/status", key: "other:secret").body)
        #expect(status["status"]?.text == "IN_PROGRESS")
        #expect(try await queue.ask(about: ids[1], "/status", key: "other:secret").status == 404)
    }

    @Test func `is not there where its section states something else`() async throws {
        let queue = try queue {
            $0.queue.jobs.models[Self.own, default: .init()].runners = nil
            $0.queue.jobs.models[Self.own, default: .init()].fixedDurationMilliseconds = 2_000
        }
        let ids = [try await submit(to: queue), try await queue.submit()]
        #expect(try await queue.states(ids) == ["IN_PROGRESS", "IN_QUEUE 0"])
        queue.clock.advance(by: .milliseconds(2_999))
        #expect(try await queue.states(ids) == ["COMPLETED", "IN_PROGRESS"])
        queue.clock.advance(by: .milliseconds(1))
        #expect(try await queue.states(ids) == ["COMPLETED", "COMPLETED"])
    }

    @Test func `is not there for an account whose section states runners for all its jobs`() async throws {
        let queue = try queue { $0.queue.jobs.accounts["id:secret", default: .init()].runners = 1 }
        let ids = [try await submit(to: queue), try await queue.submit(), try await submit(to: queue)]
        #expect(try await queue.states(ids) == ["IN_PROGRESS", "IN_QUEUE 0", "IN_QUEUE 1"])
    }

    @Test func `takes a job of the model whose input is invalid`() async throws {
        let queue = try queue()
        let ids = [try await submit(to: queue), try await submit(to: queue, "{}")]
        #expect(try await queue.states(ids) == ["IN_PROGRESS", "IN_QUEUE 0"])
    }

    @Test func `is as long as a caller puts up with, whatever waits in another`() async throws {
        let queue = try queue()
        for _ in 0..<4 { _ = try await queue.submit() }
        let body = #"{"prompt":"a cat","image_url":"https://example.com/a.png"}"#
        var statuses: [Int] = []
        for _ in 0..<4 {
            let answer = try await queue.ask("POST", "/\(Self.own)?fal_max_queue_length=1", body: body)
            statuses.append(answer.status)
        }
        #expect(statuses == [200, 200, 200, 429])
    }

    @Test func `gives results, streams and tells of ends, and lets its jobs be called off`() async throws {
        let (queue, receiver) = (try queue(), try WebhookReceiver())
        let id = try await submit(to: queue, query: "?fal_webhook=\(receiver.url)")
        let next = try await submit(to: queue)
        queue.clock.advance(by: .seconds(1))
        #expect(try await receiver.next().text.contains(id))
        #expect(try await queue.ask(about: id).status == 200)
        #expect(try await queue.ask("PUT", about: next, "/cancel").status == 202)
        #expect(try await queue.ask(about: next).status == 499)
        #expect(try await queue.ask(about: next, "/status/stream").text.contains("COMPLETED"))
    }
}
