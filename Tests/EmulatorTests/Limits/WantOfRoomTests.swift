import HTTPServer
import Imaging
import JSON
import TestSupport
import Testing

@testable import Emulator

@Suite struct `Where there is no room for what a call holds` {
    private static let keys = [
        "fal": "Authorization: Key id:secret", "aimlapi": "Authorization: Bearer key",
        "onerouter": "Authorization: Bearer key",
        "siraya": "Authorization: Bearer key",
    ]

    /// What health says of the budget.
    private func budget(of fixture: ServerFixture) async throws -> JSONValue {
        let health = try await fixture.ask("GET", "/_fauxto/health")
        #expect(health.text.hasPrefix(#"{"status":"ok","buffered":{"bytes":"#))
        return try #require(try JSONParser.parse(health.body)["buffered"])
    }

    @Test(arguments: [
        ("/fal/fal-ai/flux/srpo", "fal", #""error_type":"runner_scheduling_failure""#),
        ("/fal/queue/fal-ai/flux/srpo", "fal", #""error_type":"runner_scheduling_failure""#),
        ("/aimlapi/v1/images/generations", "aimlapi", "Service unavailable"),
        ("/onerouter/v1/images/generations", "onerouter", #""service_unavailable""#),
        ("/siraya/v1/images/generations", "siraya", #""service_unavailable""#),
        ("/_fauxto/scenario", nil, #""code":"overloaded""#),
        ("/nowhere", nil, #""code":"overloaded""#),
    ])
    func `a body is refused, in the vendor's words once that is known`(
        target: String,
        vendor: String?,
        words: String
    ) async throws {
        let fixture = try ServerFixture { $0.limits.bufferedBytes = 100_000 }
        let fields = ["Content-Type: application/json"] + [vendor.flatMap { Self.keys[$0] }].compactMap { $0 }
        let body = #"{"prompt":"\#(String(repeating: "x", count: 300_000))"}"#
        let response = try await fixture.ask("POST", target, fields: fields, body: body)
        #expect(response.status == 503)
        #expect(response.text.replacing(" ", with: "").contains(words.replacing(" ", with: "")))
        #expect(response["connection"] == "close")
        let budget = try await budget(of: fixture)
        #expect(budget["bytes"] == .integer(0))
        #expect(budget["limit"] == .integer(100_000))
        #expect(budget["refused"] == .integer(1))
        guard vendor != nil else { return }
        let entry = try await fixture.ask("GET", "/_fauxto/requests?outcome=overloaded")
        #expect(entry.text.contains("there was no room for its body: limits.bufferedBytes is 100000"))
    }

    @Test(arguments: [
        ("/fal/fal-ai/flux/srpo", "fal", #""sync_mode":true,"output_format":"png""#),
        ("/siraya/v1/images/generations", "siraya", #""model":"flux-1-srpo-text-to-image","output_format":"b64_json""#),
    ])
    func `images are not drawn into the answer`(
        target: String,
        vendor: String,
        members: String
    ) async throws {
        for (limit, status) in [(10_000, 503), (10_000_000, 200)] {
            let fixture = try ServerFixture { $0.limits.bufferedBytes = limit }
            let fields = ["Content-Type: application/json", try #require(Self.keys[vendor])]
            let body = #"{"prompt":"a cat",\#(members)}"#
            let response = try await fixture.ask("POST", target, fields: fields, body: body)
            #expect(response.status == status)
            #expect(try await budget(of: fixture)["bytes"] == .integer(0))
            if limit == 10_000 { #expect(try await budget(of: fixture)["refused"] == .integer(1)) }
        }
    }

    @Test func `a reference is not decoded`() async throws {
        for (limit, status) in [(1_000_000, 503), (100_000_000, 200)] {
            let fixture = try ServerFixture { $0.limits.bufferedBytes = limit }
            let answer = try await fixture.generate(#"{"prompt":"a cat","image_size":"square_hd"}"#)
            let url = try #require(answer["images"]?[0]?["url"]?.text)
            let response = try await fixture.ask(
                "POST",
                "/fal/fal-ai/flux/srpo/image-to-image",
                fields: ["Authorization: Key id:secret", "Content-Type: application/json"],
                body: #"{"prompt":"a cat","image_url":"\#(url)"}"#
            )
            #expect(response.status == status)
            #expect(try await budget(of: fixture)["bytes"] == .integer(0))
        }
    }

    @Test func `an answer holds what it takes until it is sent`() async throws {
        let fixture = try ServerFixture {
            // Grain, so that the answer is more than the kernel takes.
            $0.imaging.finish.texture = Texture(0.6)
            $0.limits.writeProgressTimeout = .seconds(3_600)
        }
        let port = fixture.server.port
        let body =
            #"{"prompt":"a cat","sync_mode":true,"output_format":"png","image_size":{"width":2100,"height":2100},"num_images":4}"#
        try await onOwnThread {
            let (slow, other) = (try RawClient(port: port), try RawClient(port: port))
            slow.send(
                "POST /fal/fal-ai/flux/srpo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key id:secret\r\n"
                    + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            )
            let held = { () throws -> Int in
                other.send("GET /_fauxto/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
                guard case .integer(let bytes)? = try JSONParser.parse(other.response().body)["buffered"]?["bytes"]
                else {
                    return -1
                }
                return bytes
            }
            while slow.isSilent(forMilliseconds: 100) {}
            #expect(try held() > 1_000_000)
            let response = try slow.response(withoutBody: true)
            #expect(try held() == Int(response["content-length"] ?? ""))
            slow.reset()
            // It may take the loop a round to know.
            var rest = try held()
            for _ in 0..<10_000 where rest != 0 { rest = try held() }
            #expect(rest == 0)
        }
    }
}
