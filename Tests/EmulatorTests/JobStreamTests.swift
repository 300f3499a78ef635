import HTTP
import HTTPServer
import JSON
import Locks
import Simulation
import TestSupport
import Testing

@testable import Emulator

/// An emulator without sockets, where waiting moves the clock and takes no time.
private struct StreamFixture {
    let clock = Clock.frozen(at: ServerFixture.noon)
    let emulator: Emulator

    init(milliseconds: Int) throws {
        var configuration = EmulatorConfiguration()
        configuration.log = .none
        configuration.queue.jobs.everywhere.runners = 1
        configuration.queue.jobs.everywhere.fixedDurationMilliseconds = milliseconds
        emulator = try Emulator(configuration: configuration, clock: clock)
    }

    var context: HTTPRequestContext {
        HTTPRequestContext { [clock] (duration) throws(CancellationError) in clock.advance(by: duration) }
    }

    func ask(_ method: HTTPMethod, _ path: String, body: String = "") async throws -> HTTPResponse {
        try await send(method, "/fal/queue\(path)", body: body)
    }

    func send(_ method: HTTPMethod, _ path: String, body: String = "") async throws -> HTTPResponse {
        let target = try HTTPRequestTarget(path, method: method)
        let fields: HTTPFields = ["authorization": "Key a:b", "content-type": "application/json", "host": "localhost"]
        let head = HTTPRequestHead(method: method, target: target, fields: fields)
        let request = HTTPRequest(head: head, body: HTTPRequestBody(Array(body.utf8)))
        switch emulator.reply(to: request, in: context) {
        case .now(let response): return response
        case .later(let response): return await response()
        }
    }

    func submit() async throws -> String {
        let response = try await ask(.post, "/fal-ai/flux/srpo", body: #"{"prompt":"a cat"}"#)
        return try #require(response.fields["x-fal-request-id"])
    }

    /// What a stream about a job says, as far as the client takes it.
    func stream(of id: String, query: String = "", to recorder: Recorder = Recorder()) async throws -> [String] {
        let response = try await ask(.get, "/fal-ai/flux/requests/\(id)/status/stream\(query)")
        guard case .stream(contentLength: nil, let write) = response.body else {
            Issue.record("no stream: \(response)")
            return []
        }
        try await write(recorder)
        return recorder.written
    }
}

/// A client that notes what it is sent, and goes away when it has had enough.
private final class Recorder: HTTPResponseWriter {
    private let texts = Lock<[String]>([])
    private let patience: Int

    init(patience: Int = .max) {
        self.patience = patience
    }

    var written: [String] { texts.withLock { $0 } }

    func write(_ bytes: [UInt8]) async throws(HTTPWriteError) {
        let count = texts.withLock { texts in
            texts.append(String(decoding: bytes, as: UTF8.self))
            return texts.count
        }
        if count > patience { throw .connectionClosed }
    }
}

@Suite struct `A stream of statuses` {
    private func shown(_ events: [String]) throws -> [String] {
        try events.map { event in
            guard event.hasPrefix("data: "), event.hasSuffix("\n\n") else { return event }
            let json = try JSONParser.parse(Array(event.dropFirst(6).utf8))
            let position = json["queue_position"].map { " \($0.number)" } ?? ""
            return (json["status"]?.text ?? "") + position
        }
    }

    @Test func `has an event for every change, and ends with the job`() async throws {
        let fixture = try StreamFixture(milliseconds: 1_000)
        _ = try await fixture.submit()
        _ = try await fixture.submit()
        let id = try await fixture.submit()
        let events = try await fixture.stream(of: id)
        #expect(try shown(events) == ["IN_QUEUE 1", "IN_QUEUE 0", "IN_PROGRESS", "COMPLETED"])
        #expect(fixture.clock.now == ServerFixture.noon + .seconds(3))
    }

    @Test func `has an event for every line that is printed, if the caller wants them`() async throws {
        let fixture = try StreamFixture(milliseconds: 1_000)
        let events = try await fixture.stream(of: try await fixture.submit(), query: "?logs=1")
        let lines = try events.map { try JSONParser.parse(Array($0.dropFirst(6).utf8))["logs"]?.elements.count }
        #expect(lines == [1, 2, 3, 4, 5])
    }

    @Test func `has one event for a job that is over`() async throws {
        let fixture = try StreamFixture(milliseconds: 1_000)
        let id = try await fixture.submit()
        fixture.clock.advance(by: .seconds(1))
        #expect(try shown(await fixture.stream(of: id)) == ["COMPLETED"])
    }

    @Test func `has a comment after every fifteen seconds of silence`() async throws {
        let fixture = try StreamFixture(milliseconds: 40_000)
        let events = try await fixture.stream(of: try await fixture.submit())
        #expect(try shown(events) == ["IN_PROGRESS", ": keep-alive\n\n", ": keep-alive\n\n", "COMPLETED"])
    }

    @Test func `notices a cancellation`() async throws {
        let fixture = try StreamFixture(milliseconds: 3_600_000)
        let id = try await fixture.submit()
        let response = try await fixture.ask(.get, "/fal-ai/flux/requests/\(id)/status/stream")
        guard case .stream(_, let write) = response.body else {
            Issue.record("no stream")
            return
        }
        _ = try await fixture.ask(.put, "/fal-ai/flux/requests/\(id)/cancel")
        let recorder = Recorder()
        try await write(recorder)
        #expect(try shown(recorder.written) == ["IN_PROGRESS", "COMPLETED"])
        #expect(fixture.clock.now == ServerFixture.noon + .milliseconds(100))
    }

    @Test func `ends when the job is forgotten`() async throws {
        let fixture = try StreamFixture(milliseconds: 3_600_000)
        let id = try await fixture.submit()
        let response = try await fixture.ask(.get, "/fal-ai/flux/requests/\(id)/status/stream")
        _ = try await fixture.send(.post, "/_fauxto/reset")
        guard case .stream(_, let write) = response.body else {
            Issue.record("no stream")
            return
        }
        let recorder = Recorder()
        try await write(recorder)
        #expect(try shown(recorder.written) == ["IN_PROGRESS"])
    }

    @Test func `ends when the client goes away`() async throws {
        let fixture = try StreamFixture(milliseconds: 3_600_000)
        let id = try await fixture.submit()
        let recorder = Recorder(patience: 1)
        await #expect(throws: HTTPWriteError.connectionClosed) {
            _ = try await fixture.stream(of: id, to: recorder)
        }
        #expect(try shown(recorder.written) == ["IN_PROGRESS", ": keep-alive\n\n"])
    }

    @Test func `comes in pieces over a connection`() async throws {
        let queue = try QueueFixture()
        let id = try await queue.submit()
        let port = queue.fixture.server.port
        let clock = queue.clock
        let (response, end) = try await onOwnThread {
            let client = try RawClient(port: port)
            defer { client.close() }
            client.send(
                "GET /queue.fal.run/fal-ai/flux/requests/\(id)/status/stream HTTP/1.1\r\n"
                    + "Host: localhost\r\nAuthorization: Key id:secret\r\n\r\n"
            )
            let head = try client.text(upTo: "\r\n\r\n")
            let first = try client.text(upTo: "}\n\n\r\n")
            clock.advance(by: .seconds(1))
            return (head + first, try client.text(upTo: "0\r\n\r\n"))
        }
        #expect(response.contains("text/event-stream"))
        #expect(response.contains("IN_PROGRESS"))
        #expect(end.contains("COMPLETED"))
    }
}
