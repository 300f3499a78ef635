import JSON
import TestSupport
import Testing

@testable import Emulator

@Suite(.timeLimit(.minutes(1))) struct `The field X-Fauxto-Account` {
    private static let named = "X-Fauxto-Account: test 7"

    private func ask(
        _ fixture: ServerFixture,
        _ fields: [String] = [],
        key: String = "id:secret"
    ) async throws -> RawResponse {
        try await fixture.ask(
            "POST",
            "/fal/fal-ai/flux/srpo",
            fields: ["Authorization: Key \(key)", "Content-Type: application/json"] + fields,
            body: #"{"prompt":"a cat"}"#
        )
    }

    @Test func `has calls of one key counted apart`() async throws {
        let scenario = ScenarioText("{ rules: [{ name: 'first', when: { nth: 1 }, then: { failure: 'timeout' } }] }")
        let fixture = try ServerFixture { $0.scenarios = [scenario.path] }
        #expect(try await ask(fixture).status == 504)
        #expect(try await ask(fixture).status == 200)
        #expect(try await ask(fixture, [Self.named]).status == 504)
        #expect(try await ask(fixture, [Self.named], key: "other:secret").status == 200)
    }

    @Test func `is what conditions on accounts are held against`() async throws {
        let scenario = ScenarioText("{ rules: [{ when: { account: 'test*' }, then: { failure: 'timeout' } }] }")
        let fixture = try ServerFixture { $0.scenarios = [scenario.path] }
        #expect(try await ask(fixture).status == 200)
        #expect(try await ask(fixture, [Self.named]).status == 504)
    }

    @Test func `is what values are drawn by, whatever the key`() async throws {
        func seed(_ fields: [String], key: String) async throws -> String {
            let answer = try await ask(try ServerFixture(), fields, key: key)
            return try #require(try JSONParser.parse(answer.body)["seed"]).number.description
        }
        let named = try await seed([Self.named], key: "a:b")
        #expect(try await seed([Self.named], key: "c:d") == named)
        #expect(try await seed([], key: "a:b") != named)
        #expect(try await seed(["X-Fauxto-Account:"], key: "a:b") == (try await seed([], key: "a:b")))
    }

    @Test func `has a queue of its own`() async throws {
        let queue = try QueueFixture { $0.queue.jobs.everywhere.runners = 1 }
        let first = try await queue.submit()
        let second = try await queue.submit(fields: [Self.named])
        #expect(try await queue.states([first]) == ["IN_PROGRESS"])
        let path = "/fal-ai/flux/requests/\(second)/status"
        let status = try await queue.ask("GET", path, fields: [Self.named])
        #expect(try JSONParser.parse(status.body)["status"]?.text == "IN_PROGRESS")
        #expect(try await queue.ask("GET", path).status == 404)
    }

    @Test func `opens no door: the key is judged all the same, and wishes by key are the key's`() async throws {
        let fixture = try ServerFixture { $0.keys = ["fal": ["id:secret", "fauxto-timeout:x"]] }
        #expect(try await ask(fixture, ["X-Fauxto-Account: id:secret"], key: "other:secret").status == 401)
        #expect(try await ask(fixture, [Self.named], key: "fauxto-timeout:x").status == 504)
        #expect(try await ask(fixture, ["X-Fauxto-Account: fauxto-timeout"]).status == 200)
    }

    @Test func `is shown in the journal as it came, and its account by a fingerprint of its own`() async throws {
        let fixture = try ServerFixture()
        _ = try await ask(fixture, [Self.named], key: "a:b")
        _ = try await ask(fixture, [Self.named], key: "c:d")
        _ = try await ask(fixture, key: "a:b")
        let journal = try await fixture.ask("GET", "/_fauxto/requests")
        let entries = try #require(try JSONParser.parse(journal.body)["requests"]).elements
        let accounts = entries.map { $0["account"]?.text }
        #expect(Set(accounts).count == 2)
        #expect(journal.text.contains("test 7"))
        #expect(!journal.text.contains("a:b"))
    }
}
