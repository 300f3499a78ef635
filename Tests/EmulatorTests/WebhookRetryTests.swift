import HTTP
import JSON
import Simulation
import TestSupport
import Testing

@testable import Emulator

@Suite(.timeLimit(.minutes(2))) struct `A webhook that is not taken` {
    @Test func `is sent eleven times in two hours, with waits that double, and signed anew`() async throws {
        let waits = [7, 14, 28, 56, 112, 224, 448, 896, 1_792, 3_584]
        let fixture = try WebhookFixture()
        let receiver = try WebhookReceiver(answering: Array(repeating: 500, count: 11))
        _ = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        let first = try await receiver.next()
        var time = 1
        for wait in waits {
            time += wait
            await fixture.clock.sleeper(until: fixture.second(time))
            fixture.clock.advance(by: .seconds(wait))
            let message = try await receiver.next()
            #expect(message.body == first.body)
            #expect(message.fields["x-fal-webhook-timestamp"] == String(fixture.second(time).seconds))
            #expect(message.fields["x-fal-webhook-signature"] != first.fields["x-fal-webhook-signature"])
        }
        let entry = try await fixture.log(when: "failed", attempts: 11)[0]
        #expect(entry["nextAttempt"] == .null)
        #expect(fixture.clock.sleeperCount == 0)
        #expect(time == 1 + 7_161)
    }

    @Test(arguments: [1, 31])
    func `is sent as often as is configured, and at least every hour`(attempts: Int) {
        let schedule = WebhookSchedule(maximumAttempts: attempts)
        #expect(schedule.delay(after: attempts) == nil)
        #expect(schedule.delay(after: 30) == (attempts > 30 ? .seconds(3_600) : nil))
    }

    @Test(arguments: [400, 404, 429, 500, 503] as [HTTPStatus])
    func `is sent again until it is`(status: HTTPStatus) async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver(answering: [status, 204]))
        _ = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        _ = try await receiver.next()
        await fixture.clock.sleeper(until: fixture.second(8))
        fixture.clock.advance(by: .seconds(7))
        _ = try await receiver.next()
        let entry = try await fixture.log(when: "delivered", attempts: 2)[0]
        #expect(entry["attempts"]?.elements.map { $0["status"]?.number } == [status.code, 204])
    }

    @Test func `is given up at a redirect, which is not followed`() async throws {
        let other = try WebhookReceiver()
        let fixture = try WebhookFixture()
        let receiver = try WebhookReceiver(answering: [307], fields: ["location": other.url])
        _ = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        _ = try await receiver.next()
        let entry = try await fixture.log(when: "failed", attempts: 1)[0]
        #expect(entry["attempts"]?[0]?["status"]?.number == 307)
        #expect(fixture.clock.sleeperCount == 0)
    }

    @Test func `is sent again when nobody listens`() async throws {
        let fixture = try WebhookFixture()
        // A port that no test is given.
        _ = try await fixture.submit(to: "http://127.0.0.1:1/hook")
        fixture.clock.advance(by: .seconds(1))
        await fixture.clock.sleeper(until: fixture.second(8))
        let entry = try await fixture.log(when: "pending", attempts: 1)[0]
        #expect(entry["nextAttempt"]?.text == "2026-08-30T12:00:08.000Z")
        #expect(entry["attempts"]?[0]?["status"] == .null)
        #expect(entry["attempts"]?[0]?["error"]?.text.contains("onnect") == true)
    }

    @Test func `is sent again when there is no answer in time`() async throws {
        let fixture = try WebhookFixture { $0.webhooks.timeoutMilliseconds = 100 }
        let receiver = try WebhookReceiver(answering: [nil])
        _ = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        await fixture.clock.sleeper(until: fixture.second(8))
        #expect(try await fixture.log(when: "pending", attempts: 1).count == 1)
    }

    @Test func `is not sent again after a reset`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver(answering: [500]))
        _ = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        _ = try await receiver.next()
        await fixture.clock.sleeper(until: fixture.second(8))
        _ = try await fixture.control("POST", "/reset")
        #expect(fixture.clock.sleeperCount == 0)
        #expect(try await fixture.control("GET", "/webhooks").text == "{\"webhooks\":[]}\n")
    }

    @Test func `no longer counts when it was under way at a reset`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver(answering: [nil]))
        _ = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        _ = try await receiver.next()
        _ = try await fixture.control("POST", "/reset")
        let id = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        #expect(try JSONParser.parse(try await receiver.next().body)["request_id"]?.text == id)
        #expect(try await fixture.log(when: "delivered", attempts: 1).count == 1)
    }
}

@Suite(.timeLimit(.minutes(2))) struct `Where a webhook may lead` {
    @Test(arguments: ["http://192.0.2.1/hook?secret=1", "https://192.0.2.1/hook", "http://[2001:db8::1]:8080/hook"])
    func `is not outside, and that is in the log and in the journal`(url: String) async throws {
        let fixture = try WebhookFixture()
        _ = try await fixture.submit(to: url)
        fixture.clock.advance(by: .seconds(1))
        let entry = try await fixture.log(when: "failed", attempts: 1)[0]
        let error = try #require(entry["attempts"]?[0]?["error"]?.text)
        #expect(error.contains("was not contacted: it is neither on this machine nor in a private network"))
        let journal = try JSONParser.parse(try await fixture.control("GET", "/requests").body)["requests"]
        let attempt = try #require(journal?.elements.first { $0["outcome"] == .string("egress") })
        #expect(attempt["target"]?.text == String(url.prefix { $0 != "?" }))
        #expect(attempt["status"] == nil)
        #expect(attempt["notes"]?[0]?.text == "webhook not sent: \(error)")
    }

    @Test func `is any name of this machine`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver())
        _ = try await fixture.submit(to: "http://localhost:\(receiver.port)/hook")
        fixture.clock.advance(by: .seconds(1))
        #expect(try await receiver.next().fields["host"] == "localhost:\(receiver.port)")
    }

    @Test(arguments: [
        (["10.0.0.1", "fd00::1"], [], false), (["10.0.0.1", "8.8.8.8"], [], true), (["8.8.8.8"], [], true),
        (["8.8.8.8"], ["hooks.example.com"], false), (["8.8.8.8"], ["*.example.com"], false),
        (["8.8.8.8"], ["example.com"], true),
    ])
    func `is every address of the host, unless an operator allowed it`(
        addresses: [String],
        allowed: [String],
        isRefused: Bool
    ) {
        var settings = EmulatorConfiguration.Egress()
        settings.allow = allowed
        let post = WebhookPost(
            egress: EgressPolicy(settings: settings, publicURL: nil),
            ownListeners: OwnListeners(),
            timeout: .seconds(1)
        )
        let destination = HostAndPort(authority: "hooks.example.com", defaultPort: 443)
        #expect((post.refusal(of: destination, at: addresses) != nil) == isRefused)
    }

    @Test(
        arguments: [
            ("169.254.169.254", "link-local"), ("fe80::1", "link-local"), ("0.0.0.0", "this server itself"),
            ("224.0.0.1", "multicast"), ("255.255.255.255", "multicast"), ("::ffff:169.254.169.254", "link-local"),
            ("127.0.0.1", "this server itself"), ("8.8.8.8", "neither on this machine"),
        ]
    )
    func `is no address where no receiver is, unless an operator named it`(address: String, reason: String) {
        let listeners = OwnListeners()
        listeners.set([.init(host: "127.0.0.1", port: 8080)])
        func refusal(allowing hosts: [String], port: Int) -> String? {
            var settings = EmulatorConfiguration.Egress()
            settings.allow = hosts
            settings.allowLocal = true
            let policy = EgressPolicy(settings: settings, publicURL: nil)
            let post = WebhookPost(egress: policy, ownListeners: listeners, timeout: .seconds(1))
            return post.refusal(of: HostAndPort(authority: "hooks.example.com:\(port)", defaultPort: 80), at: [address])
        }
        #expect(refusal(allowing: [], port: 8080)?.contains(reason) == true)
        #expect(refusal(allowing: ["hooks.example.com"], port: 8080) == nil)
    }

    @Test func `is never the server itself`() async throws {
        let fixture = try WebhookFixture()
        let port = fixture.queue.fixture.server.port
        _ = try await fixture.submit(to: "http://127.0.0.1:\(port)/_fauxto/reset")
        fixture.clock.advance(by: .seconds(1))
        let log = try await fixture.log(when: "failed", attempts: 1)
        #expect(log[0]["attempts"]?[0]?["error"]?.text.contains("this server itself") == true)
        #expect(try await fixture.control("GET", "/requests").text.contains("fal_webhook"))
    }
}
