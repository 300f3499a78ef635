import Emulator
import JSON
import TestSupport
import Testing

@Suite struct `The bounds of a queue` {
    @Test(arguments: [(1_000 - 1, 200), (1_000, 404)])
    func `a job is remembered for the retention after its end`(milliseconds: Int, status: Int) async throws {
        let queue = try QueueFixture { $0.queue.retentionSeconds = 1 }
        let id = try await queue.submit()
        queue.clock.advance(by: .milliseconds(1_000 + milliseconds))
        #expect(try await queue.ask(about: id).status == status)
    }

    @Test(arguments: [2, 3])
    func `the oldest job is forgotten when there are too many, even of other accounts`(most: Int) async throws {
        let queue = try QueueFixture { $0.queue.maximumJobs = most }
        let oldest = try await queue.submit(key: "other:secret")
        let ids = [try await queue.submit(), try await queue.submit()]
        #expect(try await queue.ask(about: oldest, "/status", key: "other:secret").status == (most == 2 ? 404 : 202))
        queue.clock.advance(by: .seconds(1))
        #expect(try await queue.states(ids) == ["COMPLETED", "COMPLETED"])
    }

    @Test func `a forgotten job leaves its runner to the next`() async throws {
        let queue = try QueueFixture { configuration in
            configuration.queue.jobs.everywhere.runners = 1
            configuration.queue.maximumJobs = 1
        }
        _ = try await queue.submit()
        let id = try await queue.submit()
        #expect(try await queue.states([id]) == ["IN_PROGRESS"])
    }

    @Test(arguments: [(100_000, 404), (1_000_000, 202)])
    func `the oldest job is forgotten when all of them weigh too much`(bytes: Int, status: Int) async throws {
        let queue = try QueueFixture { $0.queue.maximumBytes = bytes }
        let id = try await queue.submit()
        _ = try await queue.submit(#"{"prompt":"\#(String(repeating: "a", count: 98_000))"}"#)
        #expect(try await queue.ask(about: id, "/status").status == status)
    }

    @Test func `answers weigh as requests do`() async throws {
        let queue = try QueueFixture { $0.queue.maximumBytes = 100_000 }
        let first = try await queue.submit(#"{"prompt":"a cat","sync_mode":true,"image_size":"square_hd"}"#)
        // Once it runs, the picture in the answer is more than all answers may weigh.
        #expect(try await queue.ask(about: first, "/status").status == 404)
    }
}
