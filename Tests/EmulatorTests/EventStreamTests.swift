import TestSupport
import Testing

@testable import Emulator

@Suite struct `The stream of events` {
    /// What a watcher is told until an event of its own comes, while somebody makes calls.
    private func watch(_ target: String, fields: [String] = [], calls: [String]) async throws -> [String] {
        let fixture = try ServerFixture()
        let port = fixture.server.port
        return try await onOwnThread {
            let (watcher, caller) = (try RawClient(port: port), try RawClient(port: port))
            defer {
                watcher.close()
                caller.close()
            }
            let call = { (target: String) in
                caller.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                _ = try caller.response()
            }
            if !fields.isEmpty { for target in calls { try call(target) } }
            let lines = ["GET \(target) HTTP/1.1", "Host: localhost"] + fields + ["", ""]
            watcher.send(lines.joined(separator: "\r\n"))
            var told = [try watcher.text(upTo: ": listening\n\n")]
            if fields.isEmpty { for target in calls { try call(target) } }
            told.append(try watcher.text(upTo: "\n\n"))
            return told
        }
    }

    @Test func `tells of a call as soon as it is answered`() async throws {
        let told = try await watch("/_fauxto/events", calls: ["/siraya/v1/models"])
        #expect(told[0].contains("text/event-stream"))
        #expect(told[1].contains("event: request\nid: 1\ndata: {\"number\":1,"))
        #expect(told[1].contains("\"target\":\"/v1/models\""))
    }

    @Test func `tells of those calls alone that the query means`() async throws {
        let calls = ["/siraya/v1/models", "/onerouter/v1/models"]
        let told = try await watch("/_fauxto/events?vendor=onerouter", calls: calls)
        #expect(told[1].contains("id: 2\n"))
    }

    @Test func `tells a client that comes back what it missed`() async throws {
        let calls = ["/siraya/v1/models", "/onerouter/v1/models", "/siraya/v1/models"]
        let told = try await watch("/_fauxto/events", fields: ["Last-Event-ID: 1"], calls: calls)
        #expect(told[1].contains("id: 2\n"))
    }

    @Test func `of a query that makes no sense is refused`() async throws {
        #expect(try await ServerFixture().ask("GET", "/_fauxto/events?x=1").status == 400)
        #expect(try await ServerFixture().ask("POST", "/_fauxto/events").status == 405)
    }
}
