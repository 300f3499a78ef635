import JSON
import Printing
import Simulation
import TestSupport
import Testing

@testable import Emulator

@Suite(.timeLimit(.minutes(5))) struct `A credential` {
    /// Everything in which a server shows what was asked of it, by name.
    private func pages(of queue: QueueFixture) async throws -> [(name: String, text: String)] {
        let fixture = queue.fixture
        var pages: [(name: String, text: String)] = []
        for page in ["requests", "webhooks", "report", "bill", "scenario"] {
            pages.append((page, try await fixture.ask("GET", "/_fauxto/\(page)").text))
        }
        let expectation = #"{"when":{"prompt":"*cat*"},"count":99}"#
        pages.append(("verify", try await fixture.ask("POST", "/_fauxto/verify", body: expectation).text))
        pages.append(("report text", fixture.server.report.text.description))
        pages.append(("report JSON", fixture.server.report.json(of: ["test"], exitStatus: 0)))
        for (_, entry) in fixture.server.emulator.journal.entries() {
            for form in [EmulatorConfiguration.Log.text, .json] {
                let log = RequestLog(form: form)
                let line =
                    switch entry {
                    case .exchange(let exchange): log.line(of: exchange)
                    case .egress(let attempt): log.line(of: attempt)
                    }
                pages.append(("log", String(decoding: try #require(line), as: UTF8.self)))
            }
        }
        _ = try await fixture.ask("GET", "/fal/the-end")
        let port = fixture.server.port
        let events = try await onOwnThread {
            let client = try RawClient(port: port)
            defer { client.close() }
            client.send("GET /_fauxto/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 0\r\n\r\n")
            return try client.text(upTo: "the-end")
        }
        pages.append(("events", events))
        return pages
    }

    /// Digits and letters, eight of them at the beginning already so many that no other text has them.
    private func secret(_ random: inout SeededRandom) -> String {
        "s"
            + String(
                (0..<3).map { _ in UInt64.random(in: 1 << 50..<1 << 60, using: &random) }.map { String($0, radix: 36) }
                    .joined()
            )
    }

    @Test(arguments: SecretPlace.allCases)
    func `is shown nowhere`(place: SecretPlace) async throws {
        let queue = try QueueFixture { $0.webhooks.maximumAttempts = 1 }
        var random = SeededRandom(state: place.rawValue.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
        var secrets: [String] = []
        for _ in 0..<6 {
            let secret = secret(&random)
            secrets.append(secret)
            let request = place.request(secret, &random)
            _ = try await queue.fixture.ask(
                request.method,
                request.target,
                fields: request.allFields,
                bytes: request.body
            )
        }
        queue.clock.advance(by: .seconds(1))
        if place == .webhookUser || place == .webhookQuery {
            while try await queue.fixture.ask("GET", "/_fauxto/webhooks").text.contains(#""pending""#) {
                await Task.yield()
            }
        }
        for (name, text) in try await pages(of: queue) {
            for secret in secrets {
                // A piece tells of the whole.
                #expect(!text.contains(secret.prefix(12)), "\(name): \(text.suffix(2_000))")
            }
        }
    }

    @Test func `that fal's storage hands out is not in the journal`() async throws {
        let fixture = try UploadFixture()
        let token = try await fixture.token().split(separator: " ").last
        let realtime = try await fixture.rest("/tokens/", #"{"allowed_apps":["flux"]}"#).text
        let (upload, _) = try await fixture.initiate()
        let signature = upload.split(separator: "=").last
        _ = try await fixture.server.ask("PUT", upload, bytes: [1])
        let journal = try await fixture.server.ask("GET", "/_fauxto/requests").text
        for secret in [try #require(token), try #require(signature), realtime[...]] {
            #expect(secret.count >= 30)
            #expect(!journal.contains(secret.suffix(20)))
        }
        #expect(journal.contains("upload_url"))
    }

    @Test func `cannot be found out by filters`() async throws {
        let fixture = try ServerFixture()
        let body = #"{"prompt":"a cat at https://me:pass1word@h/","api_key":"s3cret"}"#
        let fields = ["Authorization: Key id:s3cret", "X-Api-Key: s3cret", "Content-Type: application/json"]
        _ = try await fixture.ask("POST", "/fal/fal-ai/flux/srpo", fields: fields, body: body)
        let found = { (when: String) in
            let answer = try await fixture.ask("POST", "/_fauxto/verify", body: "{\"when\":\(when)}")
            return answer.status == 200
        }
        for when in [
            #"{"prompt":"*cat*"}"#, #"{"account":"id:s3cret"}"#, #"{"header":{"content-type":"*json"}}"#,
            #"{"body":{"prompt":"*cat*"}}"#, #"{"body":{"api_key":"[redacted]"}}"#,
        ] {
            #expect(try await found(when), "\(when)")
        }
        for when in [
            #"{"prompt":"*pass1*"}"#, #"{"account":"id:s*"}"#, #"{"account":"/s3/"}"#,
            #"{"header":{"x-api-key":"s*"}}"#,
            #"{"header":{"authorization":"*s3*"}}"#, #"{"body":{"api_key":"s*"}}"#, #"{"body":{"prompt":"*pass1*"}}"#,
        ] {
            #expect(try await !found(when), "\(when)")
        }
    }
}

/// Numbers that are the same in every run: SplitMix64.
private struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
