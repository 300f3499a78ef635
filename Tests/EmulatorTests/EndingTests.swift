import HTTPServer
import TestSupport
import Testing

@testable import Emulator

@Suite struct `The end of the server` {
    /// What comes over a connection after a text, until it ends, while the server is told to end.
    private func rest(
        of fixture: ServerFixture,
        after text: String,
        asking request: String,
        within timeout: Duration?
    ) async throws -> String {
        let (signals, signal) = AsyncStream.makeStream(of: Void.self)
        let port = fixture.server.port
        async let rest = onOwnThread {
            defer { signal.finish() }
            let client = try RawClient(port: port)
            client.send(request)
            _ = try client.text(upTo: text)
            signal.yield()
            return String(decoding: try client.rest(), as: UTF8.self)
        }
        for await _ in signals { break }
        await fixture.server.drain(timeout: timeout)
        return try await rest
    }

    @Test func `ends the stream of events in order, and at once`() async throws {
        let rest = try await rest(
            of: ServerFixture(),
            after: ": listening\n\n\r\n",
            asking: "GET /_fauxto/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
            within: .seconds(600)
        )
        #expect(rest == "0\r\n\r\n")
    }

    @Test func `ends the stream about a job in order, and at once`() async throws {
        let fixture = try ServerFixture { $0.queue.jobs.everywhere.fixedDurationMilliseconds = 3_600_000 }
        let fields = ["Authorization: Key id:secret", "Content-Type: application/json"]
        let submitted = try await fixture.ask(
            "POST",
            "/fal/queue/fal-ai/flux/srpo",
            fields: fields,
            body: #"{"prompt":"a cat"}"#
        )
        let id = try #require(submitted["x-fal-request-id"])
        let rest = try await rest(
            of: fixture,
            after: "\n\n\r\n",
            asking: "GET /fal/queue/fal-ai/flux/requests/\(id)/status/stream HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Key id:secret\r\n\r\n",
            within: .seconds(600)
        )
        #expect(rest.hasSuffix("0\r\n\r\n"))
    }

    @Test func `does not wait longer than it is configured to for a call that is not answered`() async throws {
        let fixture = try ServerFixture { $0.limits.drainTimeout = .milliseconds(20) }
        await #expect(throws: RawClient.Failure.self) {
            try await rest(
                of: fixture,
                after: "\r\n\r\n",
                asking: "POST /fal/fal-ai/flux/srpo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key id:secret\r\n"
                    + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n",
                within: nil
            )
        }
    }
}
