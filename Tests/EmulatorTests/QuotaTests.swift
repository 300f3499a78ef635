import Emulator
import JSON
import Simulation
import TestSupport
import Testing

/// A synchronous generation of each vendor.
struct VendorCall: Sendable, CustomTestStringConvertible {
    let vendor: String
    let target: String
    let model: String
    let refusal: String
    let testDescription: String

    /// The body names the model where the path does not.
    var body: String { #"{"model":"\#(model)","prompt":"p"}"# }

    private init(_ vendor: String, _ target: String, _ model: String, refusal: String) {
        (self.vendor, self.target, self.model, self.refusal) = (vendor, target, model, refusal)
        testDescription = vendor
    }

    static let all = [
        VendorCall(
            "fal",
            "/fal.run/fal-ai/flux/srpo",
            "fal-ai/flux/srpo",
            refusal: "Concurrent requests limit reached"
        ),
        VendorCall("aimlapi", "/api.aimlapi.com/v1/images/generations", "flux/srpo", refusal: "Too Many Requests"),
        VendorCall(
            "onerouter",
            "/image.onerouter.pro/v1/images/generations",
            "flux-srpo-text-to-image",
            refusal: "You are being rate limited"
        ),
        VendorCall(
            "siraya",
            "/image.siraya.pro/v1/images/generations",
            "flux-1-srpo-text-to-image",
            refusal: "You have reached your rate limit."
        ),
    ]

    /// The request on the wire, with fal's kind of key.
    var bytes: [UInt8] {
        let lines = [
            "POST \(target) HTTP/1.1", "Host: localhost", "Authorization: Key id:secret",
            "Content-Type: application/json", "Content-Length: \(body.utf8.count)", "", body,
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    func send(to fixture: ServerFixture, key: String = "id:secret", body: String? = nil) async throws -> RawResponse {
        let scheme = vendor == "fal" ? "Key" : "Bearer"
        return try await fixture.ask(
            "POST",
            target,
            fields: ["Authorization: \(scheme) \(key)", "Content-Type: application/json"],
            body: body ?? self.body
        )
    }
}

@Suite struct `A quota` {
    private func statuses(
        _ count: Int,
        of call: VendorCall,
        to fixture: ServerFixture,
        key: String = "id:secret"
    ) async throws -> [Int] {
        var statuses: [Int] = []
        for _ in 0..<count { statuses.append(try await call.send(to: fixture, key: key).status) }
        return statuses
    }

    @Test(arguments: VendorCall.all)
    func `by the minute is refused in the vendor's words, until the minute is over`(call: VendorCall) async throws {
        let clock = Clock.frozen(at: ServerFixture.noon)
        let fixture = try ServerFixture(clock: clock) { $0.quotas.everywhere.requestsPerMinute = 2 }
        #expect(try await statuses(2, of: call, to: fixture) == [200, 200])
        clock.advance(by: .milliseconds(59_999))
        let refusal = try await call.send(to: fixture)
        #expect(refusal.status == 429)
        #expect(String(decoding: refusal.body, as: UTF8.self).contains(call.refusal))
        #expect(refusal["retry-after"] == nil)
        #expect(refusal["x-fal-needs-retry"] == (call.vendor == "fal" ? "1" : nil))
        let journal = try await fixture.ask("GET", "/_fauxto/requests")
        let note = "the account has had its 2 generations of the minute until 2026-08-30T12:01:00"
        #expect(String(decoding: journal.body, as: UTF8.self).contains(note))
        #expect(try await statuses(1, of: call, to: fixture, key: "other:key") == [200])
        clock.advance(by: .milliseconds(1))
        #expect(try await statuses(3, of: call, to: fixture) == [200, 200, 429])
    }

    @Test func `counts what is valid alone`() async throws {
        let fixture = try ServerFixture { $0.quotas.everywhere.requestsPerMinute = 1 }
        let call = VendorCall.all[1]
        for _ in 0..<3 { #expect(try await call.send(to: fixture, body: "{}").status == 400) }
        #expect(try await statuses(2, of: call, to: fixture) == [200, 429])
    }

    @Test func `counts a job when it is submitted, and not when it runs`() async throws {
        let queue = try QueueFixture { $0.quotas.everywhere.requestsPerMinute = 1 }
        let id = try await queue.submit()
        let refusal = try await queue.ask("POST", "/fal-ai/flux/srpo", body: #"{"prompt":"a cat"}"#)
        #expect(refusal.status == 429)
        #expect(refusal["x-fal-needs-retry"] == "1")
        queue.clock.advance(by: .seconds(1))
        #expect(try await queue.ask(about: id).status == 200)
    }

    @Test func `at a time refuses while another answer is held back, and never a queue`() async throws {
        let queue = try QueueFixture { configuration in
            configuration.quotas.everywhere.concurrentRequests = 1
            configuration.latency.answers.everywhere.delay = .fixed(milliseconds: 1_500)
        }
        let call = VendorCall.all[0]
        async let first = call.send(to: queue.fixture)
        await queue.clock.sleeper(until: ServerFixture.noon + .milliseconds(1_500))
        #expect(try await call.send(to: queue.fixture).status == 429)
        for _ in 0..<3 { _ = try await queue.submit() }
        queue.clock.advance(by: .milliseconds(1_500))
        #expect(try await first.status == 200)
        async let second = call.send(to: queue.fixture)
        await queue.clock.sleeper(until: ServerFixture.noon + .milliseconds(3_000))
        queue.clock.advance(by: .milliseconds(1_500))
        #expect(try await second.status == 200)
    }

    @Test func `of the narrowest section holds`() async throws {
        let fixture = try ServerFixture { configuration in
            configuration.quotas.everywhere.requestsPerMinute = 1
            configuration.quotas.vendors["siraya", default: .init()].requestsPerMinute = 2
            configuration.quotas.models["flux/srpo", default: .init()].requestsPerMinute = 3
            configuration.quotas.accounts["rich:key", default: .init()].requestsPerMinute = 0
        }
        let allowed = ["fal": 1, "aimlapi": 3, "onerouter": 1, "siraya": 2]
        for call in VendorCall.all {
            let count = allowed[call.vendor] ?? 0
            let expected = Array(repeating: 200, count: count) + [429]
            #expect(try await statuses(count + 1, of: call, to: fixture) == expected, "\(call.vendor)")
            #expect(try await statuses(4, of: call, to: fixture, key: "rich:key") == [200, 200, 200, 200])
        }
    }

    @Test func `of a model is counted by model`() async throws {
        let fixture = try ServerFixture { configuration in
            for model in ["flux/srpo", "flux/srpo/image-to-image"] {
                configuration.quotas.models[model, default: .init()].requestsPerMinute = 1
            }
        }
        let call = VendorCall.all[1]
        let other = #"{"model":"flux/srpo/image-to-image","prompt":"p","image_url":"https://example.com/a.png"}"#
        #expect(try await statuses(2, of: call, to: fixture) == [200, 429])
        #expect(try await call.send(to: fixture, body: other).status == 200)
        #expect(try await call.send(to: fixture, body: other).status == 429)
    }

    @Test func `is whole again after a reset`() async throws {
        let fixture = try ServerFixture { $0.quotas.everywhere.requestsPerMinute = 1 }
        let call = VendorCall.all[3]
        #expect(try await statuses(2, of: call, to: fixture) == [200, 429])
        _ = try await fixture.ask("POST", "/_fauxto/reset")
        #expect(try await statuses(2, of: call, to: fixture) == [200, 429])
    }
}
