import Emulator
import Glibc
import JSON
import TestSupport
import Testing

@Suite struct `A job's runner` {
    /// A server with a scenario, whose jobs take a second.
    private func queue(
        rules: String,
        _ configure: @Sendable (inout EmulatorConfiguration) -> Void = { _ in }
    ) throws -> QueueFixture {
        let path = "/tmp/fauxto-job-fate-\(getpid())-\(UInt32.random(in: 0 ... .max)).json5"
        let file = try #require(fopen(path, "w"))
        fputs("{ rules: [\(rules)] }", file)
        fclose(file)
        defer { unlink(path) }
        return try QueueFixture { configuration in
            configuration.scenarios = [path]
            configuration.queue.jobs.everywhere.runners = 1
            configure(&configuration)
        }
    }

    @Test func `that is cold takes longer`() async throws {
        let queue = try QueueFixture { configuration in
            configuration.queue.jobs.everywhere.coldStartMilliseconds = 5_000
            configuration.queue.jobs.everywhere.keepWarmSeconds = 10
            configuration.queue.jobs.everywhere.runners = 1
        }
        let first = try await queue.submit()
        queue.clock.advance(by: .milliseconds(5_999))
        #expect(try await queue.states([first]) == ["IN_PROGRESS"])
        queue.clock.advance(by: .milliseconds(1))
        #expect(try await queue.states([first]) == ["COMPLETED"])
        queue.clock.advance(by: .seconds(10))
        let warm = try await queue.submit()
        queue.clock.advance(by: .seconds(1))
        #expect(try await queue.states([warm]) == ["COMPLETED"])
        queue.clock.advance(by: .milliseconds(10_001))
        let cold = try await queue.submit()
        queue.clock.advance(by: .seconds(1))
        #expect(try await queue.states([cold]) == ["IN_PROGRESS"])
    }

    @Test func `may crash as often as the platform tries again, and the job is done all the same`() async throws {
        let queue = try queue(rules: "{ then: { queue: { crashes: 10 } } }")
        let ids = [try await queue.submit(), try await queue.submit()]
        // Ten times half a second, and then the whole.
        queue.clock.advance(by: .milliseconds(5_999))
        #expect(try await queue.states(ids) == ["IN_PROGRESS", "IN_QUEUE 0"])
        queue.clock.advance(by: .milliseconds(1))
        #expect(try await queue.states(ids) == ["COMPLETED", "IN_PROGRESS"])
        #expect(try await queue.ask(about: ids[0]).status == 200)
    }

    @Test(arguments: [(11, ""), (1, "1"), (1, "true"), (1, "yes")])
    func `that crashes once more than that ends the job with the gateway's error`(
        crashes: Int,
        noRetry: String
    ) async throws {
        let queue = try queue(rules: "{ then: { queue: { crashes: \(crashes) } } }")
        let fields = noRetry.isEmpty ? [] : ["X-Fal-No-Retry: \(noRetry)"]
        let id = try await queue.submit(fields: fields)
        queue.clock.advance(by: .seconds(6))
        let result = try await queue.ask(about: id)
        #expect(result.status == 503)
        #expect(result["x-fal-error-type"] == "runner_scheduling_failure")
        let bill = try JSONParser.parse(try await queue.fixture.ask("GET", "/_fauxto/bill").body)
        #expect(bill["cost"] == .string("0"))
    }

    @Test func `may never be done with a job, which is called off all the same`() async throws {
        let queue = try queue(rules: "{ when: { prompt: '*cat*' }, then: { queue: { neverFinish: true } } }")
        let ids = [try await queue.submit(), try await queue.submit(#"{"prompt":"a dog"}"#)]
        queue.clock.advance(by: .seconds(1_000_000))
        #expect(try await queue.states(ids) == ["IN_PROGRESS", "IN_QUEUE 0"])
        let logs = try JSONParser.parse(try await queue.ask(about: ids[0], "/status?logs=1").body)
        #expect(logs["logs"]?[0]?["message"]?.text.contains("0%") == true)
        #expect(try await queue.ask("PUT", about: ids[0], "/cancel").status == 202)
        #expect(try await queue.states(ids) == ["COMPLETED", "IN_PROGRESS"])
        #expect(try await queue.ask(about: ids[0]).status == 499)
        let bill = try JSONParser.parse(try await queue.fixture.ask("GET", "/_fauxto/bill").body)
        #expect(bill["cost"] == .string("0.025"), "only the job that got done is paid for")
    }

    @Test func `changes nothing for a synchronous call`() async throws {
        let queue = try queue(rules: "{ then: { queue: { neverFinish: true } } }")
        let answer = try await VendorCall.all[0].send(to: queue.fixture)
        #expect(answer.status == 200)
        #expect(answer["x-fauxto-decision"] == nil)
    }
}
