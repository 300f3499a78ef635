import Emulator
import JSON
import TestSupport
import Testing

@Suite struct `The emulator's own pages` {
    @Test func `health is a small JSON object`() async throws {
        let response = try await ServerFixture().ask("GET", "/_fauxto/health")
        #expect(response.status == 200)
        #expect(
            response.text
                == #"{"status":"ok","buffered":{"bytes":0,"limit":536870912,"refused":0}}"# + "\n"
        )
    }

    @Test func `the index lists every role, to programs and to people`() async throws {
        let fixture = try ServerFixture()
        let text = try await fixture.ask("GET", "/")
        let page = try await fixture.ask("GET", "/", fields: ["Accept: text/html,*/*"])
        #expect(text["content-type"] == "application/json")
        #expect(page["content-type"] == "text/html; charset=utf-8")
        for role in ["fal.run", "queue.fal.run", "api.aimlapi.com", "image.onerouter.pro", "image.siraya.pro"] {
            #expect(String(decoding: text.body, as: UTF8.self).contains("\"\(role)\""))
            #expect(String(decoding: page.body, as: UTF8.self).contains("/\(role)/"))
        }
    }

    @Test(arguments: [
        ("/fal/%zz", "malformed_escape"), ("/fal/%2", "malformed_escape"), ("/fal/%00", "nul"),
        ("/fal/../siraya/v1/models", "dot_segment"), ("/fal/%2e%2E/x", "dot_segment"), ("/fal/./x", "dot_segment"),
        ("/fal/%ff", "not_unicode"),
    ])
    func `a path that cannot be decoded reaches no vendor`(target: String, code: String) async throws {
        let response = try await ServerFixture().ask("GET", target)
        #expect(response.status == 400)
        #expect(try JSONParser.parse(response.body)["error"]?["code"] == .string(code))
    }

    @Test(arguments: [
        ("GET", "/_fauxto/reset", 405, "POST"),
        ("POST", "/_fauxto/health", 405, "GET, HEAD"),
        ("PUT", "/_fauxto/requests", 405, "GET, HEAD, DELETE"),
        ("GET", "/_fauxto/nothing", 404, nil),
        ("GET", "/v1/images/generations", 404, nil),
        ("POST", "/", 405, "GET, HEAD"),
    ])
    func `wrong paths and methods are told so in JSON`(
        method: String,
        target: String,
        status: Int,
        allow: String?
    ) async throws {
        let response = try await ServerFixture().ask(method, target)
        #expect(response.status == status)
        #expect(response["allow"] == allow)
        let error = try JSONParser.parse(response.body)["error"]
        #expect(error?["code"]?.text != nil)
        #expect(error?["message"]?.text != nil)
    }
}
