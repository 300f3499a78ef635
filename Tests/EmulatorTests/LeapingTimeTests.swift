import Emulator
import HTTP
import JSON
import Simulation
import TestSupport
import Testing

extension Caller {
    fileprivate func submit(_ prompt: String) throws -> String {
        let response = try ask("POST", "/fal/queue/fal-ai/flux/srpo", body: #"{"prompt":"\#(prompt)"}"#)
        return try #require(try JSONParser.parse(response.body)["request_id"]?.text)
    }

    /// How a job stands, and how many were ahead of it if it waits.
    fileprivate func status(of id: String) throws -> (name: String, ahead: Int?) {
        let json = try JSONParser.parse(try ask("GET", "/fal/queue/fal-ai/flux/requests/\(id)/status").body)
        return (try #require(json["status"]?.text), json["queue_position"]?.number)
    }
}

@Suite(.timeLimit(.minutes(1))) struct `Time that leaps` {
    @Test(arguments: [1, 4])
    func `has a thousand jobs of a minute run in their order, as every look at them says`(runners: Int) async throws {
        let clock = Clock.frozen(at: ServerFixture.noon)
        let fixture = try ServerFixture(clock: clock) {
            $0.queue.jobs.everywhere.runners = runners
            $0.queue.jobs.everywhere.fixedDurationMilliseconds = 60_000
            $0.queue.retentionSeconds = 1_000_000
        }
        let port = fixture.server.port
        let looks = try await onOwnThread {
            let caller = try Caller(port: port)
            let ids = try (0..<1_000).map { try caller.submit("job \($0)") }
            #expect(try caller.ask("POST", "/_fauxto/clock", body: #"{"auto":true}"#).status == 200)
            var (started, looks) = (0, 0)
            // Looks all over the line, which must agree on how far it has come.
            while try caller.status(of: ids[999]).name != "COMPLETED" {
                let number = looks * 387 % 1_000
                let (name, ahead) = try caller.status(of: ids[number])
                let (least, most) =
                    if let ahead { (number - ahead, number - ahead) } else if name == "IN_PROGRESS" {
                        (number + 1, number + runners)
                    } else {
                        (number + 1, 1_000)
                    }
                #expect(most >= started, "job \(number) is \(name), \(ahead ?? 0) ahead, after \(started) were started")
                started = max(started, least)
                looks += 1
            }
            for id in ids { #expect(try caller.status(of: id).name == "COMPLETED") }
            return looks
        }
        #expect(looks > 0)
        let end = ServerFixture.noon + .seconds(60_000 / runners)
        #expect(clock.now >= end)
        #expect(clock.now < end + .seconds(60))
    }

    @Test func `answers calls in the order of their latency, each at its time`() async throws {
        let clock = Clock.frozen(at: ServerFixture.noon)
        let fixture = try ServerFixture(clock: clock)
        let dates = try await withThrowingTaskGroup { group in
            for hours in [3, 1, 2] {
                group.addTask {
                    let response = try await fixture.ask(
                        "POST",
                        "/fal/fal-ai/flux/srpo",
                        fields: [
                            "Authorization: Key id:secret", "Content-Type: application/json",
                            "X-Fauxto-Delay: \(hours)h",
                        ],
                        body: #"{"prompt":"a cat"}"#
                    )
                    return (hours, response["Date"])
                }
            }
            while clock.sleeperCount < 3 { await Task.yield() }
            #expect(try await fixture.ask("POST", "/_fauxto/clock", body: #"{auto: true}"#).status == 200)
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for hours in 1...3 { #expect(dates[hours]?.contains("Sun, 30 Aug 2026 \(12 + hours):00:0") == true) }
    }

    @Test func `tells a client every change that it leaps over`() async throws {
        let fixture = try ServerFixture(clock: Clock(.auto)) {
            $0.queue.jobs.everywhere.runners = 1
            $0.queue.jobs.everywhere.fixedDurationMilliseconds = 14_000
        }
        let port = fixture.server.port
        let text = try await onOwnThread {
            let caller = try Caller(port: port)
            _ = try caller.submit("a cat")
            let id = try caller.submit("a dog")
            return try caller.ask("GET", "/fal/queue/fal-ai/flux/requests/\(id)/status/stream").text
        }
        #expect(text.contains("IN_PROGRESS"))
        #expect(text.contains("COMPLETED"))
    }

    @Test func `delivers webhooks, and tries again what was not taken`() async throws {
        let receiver = try WebhookReceiver(answering: [500, 500, 200])
        let fixture = try ServerFixture(clock: Clock(.auto)) {
            $0.queue.jobs.everywhere.fixedDurationMilliseconds = 60_000
        }
        let response = try await fixture.ask(
            "POST",
            "/fal/queue/fal-ai/flux/srpo?fal_webhook=\(receiver.url)",
            fields: ["Authorization: Key id:secret", "Content-Type: application/json"],
            body: #"{"prompt":"a cat"}"#
        )
        #expect(response.status == 200)
        for _ in 0..<3 { _ = try await receiver.next() }
    }
}
