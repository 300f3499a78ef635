import Emulator
import JSON
import TestSupport
import Testing

@Suite struct `A queue` {
    @Test func `works its jobs off by time and by runners, and not by being asked`() async throws {
        let queue = try QueueFixture { $0.queue.jobs.everywhere.runners = 2 }
        var ids: [String] = []
        for _ in 0..<4 { ids.append(try await queue.submit()) }
        for _ in 0..<3 {
            #expect(try await queue.states(ids) == ["IN_PROGRESS", "IN_PROGRESS", "IN_QUEUE 0", "IN_QUEUE 1"])
        }
        queue.clock.advance(by: .milliseconds(999))
        #expect(try await queue.states(ids) == ["IN_PROGRESS", "IN_PROGRESS", "IN_QUEUE 0", "IN_QUEUE 1"])
        queue.clock.advance(by: .milliseconds(1))
        #expect(try await queue.states(ids) == ["COMPLETED", "COMPLETED", "IN_PROGRESS", "IN_PROGRESS"])
        queue.clock.advance(by: .seconds(1))
        #expect(try await queue.states(ids) == Array(repeating: "COMPLETED", count: 4))
    }

    @Test func `works off what nobody looked at`() async throws {
        let queue = try QueueFixture { $0.queue.jobs.everywhere.runners = 1 }
        var ids: [String] = []
        for _ in 0..<5 { ids.append(try await queue.submit()) }
        queue.clock.advance(by: .milliseconds(4_999))
        #expect(try await queue.states(ids.suffix(1)) == ["IN_PROGRESS"])
        #expect(try await queue.ask(about: ids[3]).status == 200)
    }

    @Test func `serves jobs of low priority last, and tells their position so`() async throws {
        let queue = try QueueFixture { $0.queue.jobs.everywhere.runners = 1 }
        let fields = ["X-Fal-Queue-Priority: low"]
        var ids = [try await queue.submit(), try await queue.submit(fields: fields), try await queue.submit()]
        let last = try await queue.ask("POST", "/fal-ai/flux/srpo", fields: fields, body: #"{"prompt":"a cat"}"#)
        let lastJSON = try JSONParser.parse(last.body)
        #expect(lastJSON["queue_position"]?.number == 2)
        ids.append(try #require(lastJSON["request_id"]?.text))
        #expect(try await queue.states(ids) == ["IN_PROGRESS", "IN_QUEUE 1", "IN_QUEUE 0", "IN_QUEUE 2"])
        queue.clock.advance(by: .seconds(1))
        #expect(try await queue.states(ids) == ["COMPLETED", "IN_QUEUE 0", "IN_PROGRESS", "IN_QUEUE 1"])
    }

    @Test func `gives the very answer of a synchronous call`() async throws {
        let queue = try QueueFixture()
        let id = try await queue.submit(#"{"prompt":"a cat","seed":7,"image_size":"square"}"#)
        queue.clock.advance(by: .seconds(1))
        let response = try await queue.ask(about: id)
        let answer = try JSONParser.parse(response.body)
        let direct = try await queue.fixture.generate(#"{"prompt":"a cat","seed":7,"image_size":"square"}"#)
        #expect(response.status == 200)
        #expect(response["x-fal-request-id"] == id)
        #expect(response["x-fal-billable-units"] == "1")
        #expect(answer.object.members.map(\.key) == direct.object.members.map(\.key))
        #expect(answer["seed"] == direct["seed"])
        let file = try await queue.fixture.ask("GET", try queue.fixture.imageTarget(in: answer))
        #expect(file.status == 200)
        #expect(file["content-type"] == "image/jpeg")
    }

    @Test func `lets a job take as long as its answer says`() async throws {
        let queue = try QueueFixture { $0.queue.jobs.everywhere.fixedDurationMilliseconds = nil }
        let id = try await queue.submit()
        queue.clock.advance(by: .milliseconds(600))
        #expect(try await queue.states([id]) == ["IN_PROGRESS"])
        queue.clock.advance(by: .milliseconds(400))
        let status = try JSONParser.parse(try await queue.ask(about: id, "/status").body)
        let answer = try JSONParser.parse(try await queue.ask(about: id).body)
        guard case .double(let told) = status["metrics"]?["inference_time"],
            case .double(let inference) = answer["timings"]?["inference"]
        else {
            Issue.record("no times: \(status) \(answer)")
            return
        }
        #expect(abs(told - inference) < 1e-6)
    }

    @Test func `validates when a job runs, and tells with the result`() async throws {
        let queue = try QueueFixture()
        let id = try await queue.submit(#"{"prompt":5}"#)
        #expect(try await queue.ask(about: id).status == 400)
        queue.clock.advance(by: .seconds(1))
        let status = try JSONParser.parse(try await queue.ask(about: id, "/status").body)
        #expect(status["status"] == .string("COMPLETED"))
        #expect(status["error"] == nil)
        let result = try await queue.ask(about: id)
        #expect(result.status == 422)
        #expect(result["x-fal-billable-units"] == "0")
        let type = try JSONParser.parse(result.body)["detail"]?[0]?["type"]
        #expect(type == .string("string_type"))
    }

    @Test func `hands out links that lead back the way the caller came`() async throws {
        let queue = try QueueFixture()
        let response = try await queue.ask("POST", "/fal-ai/flux/srpo", body: "{}")
        let id = try #require(response["x-fal-request-id"])
        let url = try JSONParser.parse(response.body)["status_url"]?.text
        let port = queue.fixture.server.port
        #expect(url == "http://localhost:\(port)/fal/queue/fal-ai/flux/requests/\(id)/status")
    }

    @Test func `lets a job be called off while it waits and while it runs, but not when it is over`() async throws {
        let queue = try QueueFixture { $0.queue.jobs.everywhere.runners = 1 }
        let ids = [try await queue.submit(), try await queue.submit(), try await queue.submit()]
        for id in ids[..<2] {
            let answer = try await queue.ask("PUT", about: id, "/cancel")
            #expect(answer.status == 202)
            #expect(answer.text == #"{"status":"CANCELLATION_REQUESTED"}"#)
            #expect(try await queue.ask(about: id).status == 499)
        }
        #expect(try await queue.states(ids) == ["COMPLETED", "COMPLETED", "IN_PROGRESS"])
        queue.clock.advance(by: .seconds(1))
        for id in ids { #expect(try await queue.ask("PUT", about: id, "/cancel").status == 400) }
        #expect(try await queue.ask(about: ids[2]).status == 200)
    }

    @Test(arguments: ["X-Fal-Request-Timeout: 0.5", "X-Fal-Request-Start-Timeout: 0.5"])
    func `ends a job that no runner takes in time, and only such a job`(field: String) async throws {
        let queue = try QueueFixture { $0.queue.jobs.everywhere.runners = 1 }
        let ids = [try await queue.submit(fields: [field]), try await queue.submit(fields: [field])]
        queue.clock.advance(by: .milliseconds(500))
        #expect(try await queue.states(ids) == ["IN_PROGRESS", "COMPLETED"])
        let result = try await queue.ask(about: ids[1])
        #expect(result.status == 504)
        #expect(result["x-fal-error-type"] == "request_timeout")
        #expect(result["x-fal-request-timeout-type"] == "user")
        queue.clock.advance(by: .milliseconds(500))
        #expect(try await queue.ask(about: ids[0]).status == 200)
    }

    @Test func `refuses a job where more wait than its caller puts up with`() async throws {
        let queue = try QueueFixture { $0.queue.jobs.everywhere.runners = 1 }
        for _ in 0..<3 { _ = try await queue.submit(query: "?fal_max_queue_length=1") }
        let refused = try await queue.ask("POST", "/fal-ai/flux/srpo?fal_max_queue_length=1", body: "{}")
        #expect(refused.status == 429)
        queue.clock.advance(by: .seconds(1))
        _ = try await queue.submit(query: "?fal_max_queue_length=1")
    }

    @Test func `is each account's own`() async throws {
        let queue = try QueueFixture { $0.queue.jobs.everywhere.runners = 1 }
        let id = try await queue.submit()
        let other = try await queue.submit(key: "other:secret")
        #expect(id != other)
        let status = try await queue.ask(about: other, "/status", key: "other:secret")
        #expect(try JSONParser.parse(status.body)["status"] == .string("IN_PROGRESS"))
        for (method, suffix) in [("GET", ""), ("GET", "/status"), ("GET", "/status/stream"), ("PUT", "/cancel")] {
            let answer = try await queue.ask(method, about: other, suffix)
            // Required, since a stream about a job that is there would have no end.
            try #require(answer.status == 404)
            #expect(answer.text == #"{"status":"NOT_FOUND"}"#)
        }
    }

    @Test func `gives two runs of a script the same answers`() async throws {
        var runs: [[String]] = []
        for _ in 0..<2 {
            let queue = try QueueFixture()
            var answers: [String] = []
            for body in [#"{"prompt":"a cat"}"#, "{}", #"{"prompt":"a cat"}"#] {
                let id = try await queue.submit(body)
                queue.clock.advance(by: .milliseconds(700))
                answers += [id, try await queue.ask(about: id, "/status?logs=1").text]
                queue.clock.advance(by: .milliseconds(700))
                answers.append(try await queue.ask(about: id).text)
            }
            runs.append(answers.map { $0.replacing(String(queue.fixture.server.port), with: "PORT") })
        }
        #expect(runs[0] == runs[1])
        #expect(Set(runs[0]).count == runs[0].count)
    }

    @Test func `tells the journal of an outcome where the caller takes it`() async throws {
        let queue = try QueueFixture()
        let id = try await queue.submit("{}")
        _ = try await queue.ask(about: id)
        queue.clock.advance(by: .seconds(1))
        for suffix in ["/status", "", "x"] { _ = try await queue.ask(about: id, suffix) }
        let journal = try JSONParser.parse(try await queue.fixture.ask("GET", "/_fauxto/requests").body)
        let outcomes = journal["requests"]?.elements.map { $0["outcome"] }
        #expect(outcomes == [.null, .null, .null, .string("invalidInput"), .string("unknownModel")])
    }

    @Test func `is empty after a reset`() async throws {
        let queue = try QueueFixture()
        let id = try await queue.submit()
        _ = try await queue.fixture.ask("POST", "/_fauxto/reset")
        #expect(try await queue.ask(about: id, "/status").status == 404)
    }
}
