import JSON
import TestSupport
import Testing

@testable import Emulator

@Suite(.timeLimit(.minutes(1))) struct `A wish for a job` {
    @Test(
        arguments: [
            ("", ["X-Fauxto-Delay: 5s"], "a cat", "id:secret", 5), ("?fauxto=7s", [], "a cat", "id:secret", 7),
            ("", [], "[[slow:2s]]", "id:secret", 2), ("", [], "a cat", "fauxto-slow:secret", 3),
        ] as [(String, [String], String, String, Int)]
    )
    func `that it be slow makes the job longer, not its submission`(
        query: String,
        fields: [String],
        prompt: String,
        key: String,
        seconds: Int
    ) async throws {
        let queue = try QueueFixture()
        // A clock that stands still would hold the submission up for ever.
        let id = try await queue.submit(#"{"prompt":"\#(prompt)"}"#, query: query, fields: fields, key: key)
        func state() async throws -> String? {
            try JSONParser.parse(try await queue.ask(about: id, "/status", key: key).body)["status"]?.text
        }
        #expect(try await state() == "IN_PROGRESS")
        queue.clock.advance(by: .seconds(1 + seconds) - .milliseconds(1))
        #expect(try await state() == "IN_PROGRESS")
        queue.clock.advance(by: .milliseconds(1))
        #expect(try await state() == "COMPLETED")
    }

    @Test(
        arguments: [
            ("?fauxto=timeout", [], "a cat", "id:secret", 504),
            ("", ["X-Fauxto-Fault: overloaded"], "a cat", "id:secret", 503),
            ("", [], "[[fail:contentPolicy]]", "id:secret", 422), ("", [], "a cat", "fauxto-broken:secret", 500),
        ] as [(String, [String], String, String, Int)]
    )
    func `that it fail comes with its result`(
        query: String,
        fields: [String],
        prompt: String,
        key: String,
        status: Int
    ) async throws {
        let queue = try QueueFixture()
        let id = try await queue.submit(#"{"prompt":"\#(prompt)"}"#, query: query, fields: fields, key: key)
        queue.clock.advance(by: .seconds(1))
        #expect(try await queue.ask(about: id, key: key).status == status)
    }

    @Test(
        arguments: [
            ("?fauxto=rateLimited", [], "a cat", "id:secret", 429),
            ("", ["X-Fauxto-Fault: insufficientBalance"], "a cat", "id:secret", 403),
            ("", [], "[[fail:invalidCredential]]", "id:secret", 401), ("", [], "a cat", "fauxto-locked:secret", 403),
        ] as [(String, [String], String, String, Int)]
    )
    func `that its account be at fault refuses the submission`(
        query: String,
        fields: [String],
        prompt: String,
        key: String,
        status: Int
    ) async throws {
        let queue = try QueueFixture()
        let path = "/fal-ai/flux/srpo\(query)"
        let body = #"{"prompt":"\#(prompt)"}"#
        let response = try await queue.ask("POST", path, fields: fields, body: body, key: key)
        #expect(response.status == status)
        #expect(response["x-fauxto-decision"]?.hasPrefix("wish=") == true)
    }

    @Test func `for a fault befalls the submission`() async throws {
        let queue = try QueueFixture()
        let response = try await queue.ask(
            "POST",
            "/fal-ai/flux/srpo",
            body: #"{"prompt":"[[fault:WRONG_CONTENT_TYPE]]"}"#
        )
        #expect(response["content-type"] == "text/html; charset=utf-8")
    }

    @Test func `is nothing where wishes are forbidden`() async throws {
        let queue = try QueueFixture { $0.wishes.header = false }
        let id = try await queue.submit(fields: ["X-Fauxto-Fault: timeout"])
        queue.clock.advance(by: .seconds(1))
        #expect(try await queue.ask(about: id).status == 200)
    }
}
