import Emulator
import HTTP
import JSON
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `The page of webhooks` {
    @Test func `shows what was sent, to whom, and what came of it`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver(answering: [201]))
        let id = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        let message = try await receiver.next()
        let entry = try await fixture.log(when: "delivered", attempts: 1)[0]
        #expect(entry["requestId"]?.text == id)
        #expect(entry["url"]?.text == receiver.url)
        #expect(entry["body"]?.text == message.text)
        #expect(entry["bodyBytes"]?.number == message.body.count)
        #expect(entry["nextAttempt"] == .null)
        let attempt = try #require(entry["attempts"]?[0])
        #expect(attempt["number"]?.number == 1)
        #expect(attempt["time"]?.text == "2026-08-30T12:00:01.000Z")
        #expect(attempt["status"]?.number == 201)
        #expect(attempt["error"] == .null)
        for field in try #require(attempt["fields"]).elements {
            let name = field[0]?.text ?? ""
            let isSignature = name.lowercased() == "x-fal-webhook-signature"
            #expect((isSignature ? "[redacted]" : message.fields[name]) == field[1]?.text)
        }
        #expect(attempt["fields"]?.elements.count == 5)
    }

    @Test func `has one sent again at once, whatever came of it`() async throws {
        let fixture = try WebhookFixture { $0.webhooks.maximumAttempts = 1 }
        let receiver = try WebhookReceiver(answering: [500, 500, 200, 200])
        let id = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        _ = try await receiver.next()
        for (attempt, state) in ["failed", "failed", "delivered", "delivered"].enumerated() {
            _ = try await fixture.log(when: state, attempts: attempt + 1)
            guard attempt < 3 else { break }
            let response = try await fixture.control("POST", "/webhooks/\(id)/redeliver")
            #expect(response.status == 202)
            #expect(try JSONParser.parse(response.body)["state"]?.text == "pending")
            #expect(try JSONParser.parse(try await receiver.next().body)["request_id"]?.text == id)
        }
    }

    @Test func `has one sent again without waiting for its turn`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver(answering: [500]))
        let id = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        _ = try await receiver.next()
        await fixture.clock.sleeper(until: fixture.second(8))
        _ = try await fixture.control("POST", "/webhooks/\(id)/redeliver")
        _ = try await receiver.next()
        _ = try await fixture.log(when: "delivered", attempts: 2)
        // What was to come is off.
        fixture.clock.advance(by: .seconds(7))
        _ = try await fixture.control("POST", "/webhooks/\(id)/redeliver")
        _ = try await receiver.next()
        _ = try await fixture.log(when: "delivered", attempts: 3)
    }

    @Test func `has one sent again that is under way`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver(answering: [nil]))
        let id = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        _ = try await receiver.next()
        #expect(try await fixture.control("POST", "/webhooks/\(id)/redeliver").status == 202)
        receiver.letGo()
        _ = try await receiver.next()
        _ = try await fixture.log(when: "delivered", attempts: 2)
    }

    @Test func `keeps so many, and the newest`() async throws {
        let (fixture, receiver) = (try WebhookFixture { $0.webhooks.maximumDeliveries = 2 }, try WebhookReceiver())
        var ids: [String] = []
        for _ in 0..<3 {
            ids.append(try await fixture.submit(to: receiver))
            fixture.clock.advance(by: .seconds(1))
            _ = try await receiver.next()
        }
        let log = try await fixture.log(when: "delivered", attempts: 1)
        #expect(log.map { $0["requestId"]?.text } == ids.suffix(2))
        #expect(try await fixture.control("POST", "/webhooks/\(ids[0])/redeliver").status == 404)
    }

    @Test func `keeps so many bytes`() async throws {
        let (fixture, receiver) = (try WebhookFixture { $0.webhooks.maximumBytes = 10_000 }, try WebhookReceiver())
        for _ in 0..<5 {
            _ = try await fixture.submit(to: receiver)
            fixture.clock.advance(by: .seconds(1))
            _ = try await receiver.next()
        }
        let log = try await fixture.log(when: "delivered", attempts: 1)
        #expect((1...4).contains(log.count))
    }

    @Test(arguments: [
        ("GET", "/webhooks/nobody/redeliver", 405, "POST"), ("POST", "/webhooks/nobody/redeliver", 404, nil),
        ("DELETE", "/webhooks", 405, "GET, HEAD"), ("GET", "/webhooks/nobody", 404, nil),
        ("POST", "/webhooks/a/b/redeliver", 404, nil),
    ])
    func `says what cannot be asked of it`(method: String, path: String, status: Int, allow: String?) async throws {
        let response = try await WebhookFixture().control(method, path)
        #expect(response.status == status)
        #expect(response["allow"] == allow)
        #expect(try JSONParser.parse(response.body)["error"]?["message"]?.text != nil)
    }
}
