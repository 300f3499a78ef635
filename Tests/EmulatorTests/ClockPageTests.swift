import JSON
import Simulation
import TestSupport
import Testing

@testable import Emulator

@Suite(.timeLimit(.minutes(1))) struct `The page of the clock` {
    private func change(_ fixture: ServerFixture, _ body: String) async throws -> RawResponse {
        try await fixture.ask("POST", "/_fauxto/clock", body: body)
    }

    /// The page without the time, where that runs.
    private func shown(_ response: RawResponse) throws -> String {
        let page = try JSONParser.parse(response.body)
        let time = page["scale"] == .integer(0) ? " at \(page["now"]?.text ?? "")" : ""
        return "\(page["mode"]?.text ?? "")\(time)"
    }

    @Test(arguments: [
        (#"{"advance":"90s"}"#, "frozen at 2026-08-30T12:01:30.000Z"),
        ("{advance: 250}", "frozen at 2026-08-30T12:00:00.250Z"),
        (#"{"set":"2026-08-30T15:00:00+02:00"}"#, "frozen at 2026-08-30T13:00:00.000Z"),
        (#"{"freeze":true}"#, "frozen at 2026-08-30T12:00:00.000Z"),
        (#"{"freeze":"2030-01-01"}"#, "frozen at 2030-01-01T00:00:00.000Z"), (#"{"scale":0.5}"#, "scale"),
        (#"{"auto":true}"#, "auto"), (#"{"real":true}"#, "real"),
    ])
    func `changes it, and tells what it is`(body: String, page: String) async throws {
        let fixture = try ServerFixture()
        #expect(try shown(try await change(fixture, body)) == page)
        #expect(try shown(try await fixture.ask("GET", "/_fauxto/clock")) == page)
    }

    @Test func `is all of this`() async throws {
        let fixture = try ServerFixture()
        let page = try await fixture.ask("GET", "/_fauxto/clock").text
        #expect(
            page == #"{"mode":"frozen","now":"2026-08-30T12:00:00.000Z","scale":0,"sleepers":0,"next":null}"#
                + "\n"
        )
    }

    private static let forms =
        #"body:1:1: the clock takes one of {"advance":"90s"}, {"set":"2026-08-30T12:00:00Z"}, {"freeze":true}, "#
        + #"{"freeze":"2026-08-30T12:00:00Z"}, {"scale":10}, {"auto":true} and {"real":true}"#

    @Test(arguments: [
        ("", 400, forms), ("{}", 400, forms), (#"{"scale":2,"auto":true}"#, 400, forms),
        ("{advanc: 1}", 400, "body:1:2: there is no field advanc; did you mean advance?"),
        (
            "{advance: '9 weeks'}", 400,
            "body:1:11: advance takes a length of time such as 250, \"90s\" or \"2m\", at least 0.0 seconds"
        ),
        ("{set: 'noon'}", 400, "body:1:7: set takes a moment such as \"2026-08-30T12:00:00Z\""),
        ("{freeze: false}", 400, "body:1:10: freeze takes true or a moment such as \"2026-08-30T12:00:00Z\""),
        ("{scale: 0}", 400, "body:1:9: scale takes a number from 0.001 to 1000000, not 0.0"),
        ("{auto: false}", 400, "body:1:8: auto takes true; name another mode to end it"),
        (
            "{set: '2026-08-30T11:59:59Z'}", 409,
            "the clock shows 2026-08-30T12:00:00.000Z and does not go back; name a later moment, or start afresh with "
                + "POST /_fauxto/reset"
        ),
    ])
    func `refuses what it cannot do in one line`(body: String, status: Int, message: String) async throws {
        let fixture = try ServerFixture()
        let response = try await change(fixture, body)
        #expect(response.status == status)
        #expect(try JSONParser.parse(response.body)["error"]?["message"]?.text == message)
        #expect(try shown(try await fixture.ask("GET", "/_fauxto/clock")) == "frozen at 2026-08-30T12:00:00.000Z")
    }

    @Test(arguments: ["latency", "X-Fauxto-Delay: 60s", "?fauxto=60s"])
    func `lets a call go on that waits, and dates its answer`(cause: String) async throws {
        let clock = Clock.frozen(at: ServerFixture.noon)
        let fixture = try ServerFixture(clock: clock) {
            if cause == "latency" { $0.latency.answers.everywhere.delay = .fixed(milliseconds: 60_000) }
        }
        async let answer = fixture.ask(
            "POST",
            "/fal/fal-ai/flux/srpo\(cause.hasPrefix("?") ? cause : "")",
            fields: ["Authorization: Key id:secret", "Content-Type: application/json"]
                + (cause.hasPrefix("X") ? [cause] : []),
            body: #"{"prompt":"a cat"}"#
        )
        await clock.sleeper(until: ServerFixture.noon + .seconds(60))
        let page = try JSONParser.parse(try await change(fixture, "{advance: '59s'}").body)
        #expect(page["sleepers"] == .integer(1))
        #expect(page["next"]?.text == "2026-08-30T12:01:00.000Z")
        _ = try await change(fixture, "{advance: '1s'}")
        let response = try await answer
        #expect(response.status == 200)
        #expect(response["Date"] == "Sun, 30 Aug 2026 12:01:00 GMT")
        #expect(clock.sleeperCount == 0)
    }

    @Test func `counts nobody who went away`() async throws {
        let clock = Clock.frozen(at: ServerFixture.noon)
        let fixture = try ServerFixture(clock: clock) {
            $0.latency.answers.everywhere.delay = .fixed(milliseconds: 60_000)
        }
        let port = fixture.server.port
        let body = #"{"prompt":"a cat"}"#
        let client = try RawClient(port: port)
        client.send(
            "POST /fal/fal-ai/flux/srpo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key id:secret\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        await clock.sleeper(until: ServerFixture.noon + .seconds(60))
        client.reset()
        while clock.sleeperCount > 0 { await Task.yield() }
    }

    @Test func `knows nothing of a stall, which is in real time`() async throws {
        let clock = Clock(.auto)
        let fixture = try ServerFixture(clock: clock)
        let port = fixture.server.port
        let isSilent = try await onOwnThread {
            let body = #"{"prompt":"a cat"}"#
            let client = try RawClient(port: port)
            client.send(
                "POST /fal/fal-ai/flux/srpo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key id:secret\r\n"
                    + "X-Fauxto-Fault: STALL_BEFORE_HEAD\r\nContent-Type: application/json\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            )
            return client.isSilent(forMilliseconds: 100)
        }
        #expect(isSilent)
        #expect(clock.sleeperCount == 0)
    }

    @Test func `is where it began after a reset`() async throws {
        let fixture = try ServerFixture()
        _ = try await change(fixture, "{advance: '1h'}")
        _ = try await change(fixture, "{scale: 7}")
        _ = try await fixture.ask("POST", "/_fauxto/reset")
        #expect(try shown(try await fixture.ask("GET", "/_fauxto/clock")) == "frozen at 2026-08-30T12:00:00.000Z")
    }

    @Test func `shows the mode that the configuration has`() async throws {
        var configuration = try EmulatorConfiguration(text: Array("{clock: 'frozen@2031-02-03'}".utf8), file: "x.json")
        configuration.port = 0
        configuration.log = .none
        let server = try EmulatorServer(configuration: configuration)
        try server.start()
        let port = server.port
        let response = try await onOwnThread { try Caller(port: port).ask("GET", "/_fauxto/clock") }
        #expect(try shown(response) == "frozen at 2031-02-03T00:00:00.000Z")
        #expect(response["Date"] == "Mon, 03 Feb 2031 00:00:00 GMT")
    }
}
