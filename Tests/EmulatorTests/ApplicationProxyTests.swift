import Emulator
import JSON
import TestSupport
import Testing

@Suite struct `A page's client behind its application's proxy` {
    private let body = #"{"prompt":"a cat"}"#

    private func call(
        _ fixture: ServerFixture,
        _ method: String = "POST",
        at path: String = "/api/fal/proxy",
        target: String,
        fields: [String] = [],
        body: String = ""
    ) async throws -> RawResponse {
        let usual = ["X-Fal-Target-Url: \(target)", "Content-Type: application/json"]
        return try await fixture.ask(method, path, fields: usual + fields, body: body)
    }

    private func journal(of fixture: ServerFixture) async throws -> [JSONValue] {
        let page = try await fixture.ask("GET", "/_fauxto/requests")
        return try #require(try JSONParser.parse(page.body)["requests"]).elements
    }

    @Test(arguments: ["/api/fal/proxy", "/fal/proxy", "/", "/anything?x=y"])
    func `is answered wherever the proxy is mounted, without a key`(path: String) async throws {
        let fixture = try ServerFixture()
        let response = try await call(fixture, at: path, target: "https://fal.run/fal-ai/flux/srpo", body: body)
        #expect(response.status == 200)
        let image = try fixture.imageTarget(in: try JSONParser.parse(response.body))
        #expect(image.hasPrefix("/v3b.fal.media/files/"))
        #expect(try await fixture.ask("GET", image).status == 200)
    }

    @Test func `is taken to send JSON, whatever it declares`() async throws {
        let fields = ["X-Fal-Target-Url: https://fal.run/fal-ai/flux/srpo", "Content-Type: text/plain"]
        let response = try await ServerFixture().ask("POST", "/fal/proxy", fields: fields, body: body)
        #expect(response.status == 200)
    }

    @Test func `finds its jobs again by the vendor's own URLs`() async throws {
        let queue = try QueueFixture()
        let jobs = "https://queue.fal.run/fal-ai/flux/requests"
        let submitted = try await call(
            queue.fixture,
            target: "https://queue.fal.run/fal-ai/flux/srpo?fal_max_queue_length=9",
            body: body
        )
        let id = try #require(try JSONParser.parse(submitted.body)["request_id"]?.text)
        let running = try await call(queue.fixture, "GET", target: "\(jobs)/\(id)/status?logs=1")
        #expect(running.status == 202)
        #expect(try JSONParser.parse(running.body)["logs"]?.elements.isEmpty == false)
        queue.clock.advance(by: .seconds(1))
        #expect(try await call(queue.fixture, "GET", target: "\(jobs)/\(id)").status == 200)
        #expect(try await call(queue.fixture, "PUT", target: "\(jobs)/\(id)/cancel").status == 400)
        // The key is the application's, and not that of other callers.
        #expect(try await queue.ask(about: id).status == 404)
    }

    @Test func `uploads to the address it is given, past the proxy`() async throws {
        let fixture = try ServerFixture()
        let initiated = try await call(
            fixture,
            target: "https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3",
            body: #"{"content_type":"text/plain","file_name":"a.txt"}"#
        )
        let url = try #require(try JSONParser.parse(initiated.body)["upload_url"]?.text)
        let origin = "http://localhost:\(fixture.server.port)"
        #expect(url.hasPrefix("\(origin)/v3b.fal.media/files/"))
        let target = String(url.dropFirst(origin.count))
        #expect(try await fixture.ask("PUT", target, fields: ["Content-Type: text/plain"], body: "bytes").status == 200)
        #expect(try await fixture.ask("GET", target).text == "bytes")
    }

    @Test func `may bring a key of its own, and else has one that is accepted`() async throws {
        let fixture = try ServerFixture { $0.keys = ["fal": ["b:2", "a:1"]] }
        let target = "https://fal.run/fal-ai/flux/srpo"
        #expect(try await call(fixture, target: target, body: body).status == 200)
        let unknown = try await call(fixture, target: target, fields: ["Authorization: Key c:3"], body: body)
        #expect(unknown.status == 401)
        #expect(unknown.text == #"{"detail":"invalid key credentials"}"#)
    }

    @Test(arguments: [
        "", "fal.run/fal-ai/flux/srpo", "/fal-ai/flux/srpo", "ftp://fal.run/x", "https://", "https://example.com/x",
        "https://fal/fal-ai/flux/srpo", "https://fal.run.example.com/x", "https://fal.run:8443/fal-ai/flux/srpo",
        "https://user@fal.run/fal-ai/flux/srpo", "https://api.aimlapi.com/v1/models", "https://fal.run/../x",
        "https://fal.run/%zz",
    ])
    func `is refused in the proxy's words what is no URL of the vendor's`(target: String) async throws {
        let fixture = try ServerFixture()
        let response = try await call(fixture, target: target, body: body)
        #expect(response.status == 400)
        #expect(response.text == #""Invalid request""#)
        #expect(response["content-type"] == "application/json")
        let entry = try #require(try await journal(of: fixture).first)
        #expect(entry["outcome"]?.text == "invalidInput")
        let shown = target.replacing("user@", with: "[redacted]@")
        #expect(entry["notes"]?[0]?.text == "x-fal-target-url names no URL on a host of the vendor's, but '\(shown)'")
    }

    @Test func `is refused at the proxy's own prefix without a target`() async throws {
        let response = try await ServerFixture().ask("POST", "/fal/proxy")
        #expect(response.status == 400)
        #expect(response.text == #""Invalid request""#)
    }

    @Test func `asks first where the page is of another origin`() async throws {
        let fields = [
            "Origin: http://localhost:3000", "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: content-type,x-fal-target-url",
        ]
        let fixture = try ServerFixture()
        let response = try await fixture.ask("OPTIONS", "/api/fal/proxy", fields: fields)
        #expect(response.status == 200)
        #expect(response["access-control-allow-origin"] == "http://localhost:3000")
        #expect(response["access-control-allow-headers"] == "content-type,x-fal-target-url")
        #expect(try await fixture.ask("OPTIONS", "/api/fal/proxy").status == 404)
    }

    @Test func `has no say where the path names a vendor's host`() async throws {
        let fixture = try ServerFixture()
        let target = "https://fal.run/fal-ai/flux/srpo?fal_jwt_token=s3cret"
        let fields = ["Authorization: Key id:secret"]
        let path = "/fal.run/fal-ai/flux/nope"
        #expect(try await call(fixture, at: path, target: target, fields: fields, body: body).status == 404)
        let entry = try #require(try await journal(of: fixture).first)
        #expect(entry["target"]?.text == "/fal-ai/flux/nope")
        #expect(try await !fixture.ask("GET", "/_fauxto/requests").text.contains("s3cret"))
    }

    @Test func `shows in the journal as the call that it stands for, without its secrets`() async throws {
        let fixture = try ServerFixture()
        let target = "https://fal.run/fal-ai/flux/srpo/stream?fal_jwt_token=s3cret"
        _ = try await call(fixture, target: target, body: body)
        let page = try await fixture.ask("GET", "/_fauxto/requests")
        #expect(!page.text.contains("s3cret"))
        let entry = try #require(try await journal(of: fixture).first)
        #expect(entry["host"]?.text == "fal.run")
        #expect(entry["target"]?.text == "/fal-ai/flux/srpo/stream?fal_jwt_token=[redacted]")
    }
}
