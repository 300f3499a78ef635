import Emulator
import JSON
import TestSupport
import Testing

@Suite struct `Who may use the control interface` {
    /// A call of every kind that tells or changes something.
    static let calls: [(method: String, path: String, body: String)] = [
        ("POST", "/reset", ""), ("POST", "/scenario", "{ rules: [] }"), ("PATCH", "/scenario", "{ rules: [] }"),
        ("DELETE", "/scenario", ""), ("POST", "/clock", #"{"advanceSeconds":60}"#), ("GET", "/requests", ""),
        ("GET", "/events", ""), ("GET", "/report", ""), ("GET", "/bill", ""), ("GET", "/webhooks", ""),
        ("GET", "/health", ""), ("GET", "/scenario", ""), ("GET", "/nothing", ""), ("OPTIONS", "/reset", ""),
        ("POST", "/verify", "{}"),
    ]

    private static let foreign = [
        "Origin: https://evil.example", "Origin: null", "Origin: http://localhost", "Origin: https://localhost:%",
        "Origin: http://localhost:1", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site",
    ]

    /// A server that has answered a call, so that there is something to lose.
    private func used(_ configure: (inout EmulatorConfiguration) -> Void = { _ in }) async throws -> ServerFixture {
        let fixture = try ServerFixture(configure)
        _ = try await fixture.generate()
        return fixture
    }

    private func journalCount(_ fixture: ServerFixture, fields: [String] = []) async throws -> Int? {
        let page = try await fixture.ask("GET", "/_fauxto/requests", fields: fields)
        return try JSONParser.parse(page.body)["requests"]?.elements.count
    }

    @Test(arguments: foreign)
    func `no page of another origin may`(field: String) async throws {
        let fixture = try await used()
        let field = field.replacing("%", with: "\(fixture.server.port)")
        for call in Self.calls {
            let response = try await fixture.ask(
                call.method,
                "/_fauxto\(call.path)",
                fields: [field, "Content-Type: text/plain"],
                body: call.body
            )
            #expect(response.status == 403, "\(call.method) \(call.path)")
            #expect(try JSONParser.parse(response.body)["error"]?["code"]?.text == "not_allowed")
            #expect(response["access-control-allow-origin"] == nil)
        }
        #expect(try await journalCount(fixture) == 1)
    }

    @Test func `a page of its own may, and whoever is no page`() async throws {
        let fixture = try await used()
        let own = ["Origin: http://localhost:\(fixture.server.port)", "Sec-Fetch-Site: same-origin"]
        for fields in [own, ["Sec-Fetch-Site: none"], []] {
            #expect(try await journalCount(fixture, fields: fields) == 1)
        }
        #expect(try await fixture.ask("POST", "/_fauxto/reset", fields: own).status == 200)
    }

    @Test(arguments: ["evil.example", "fauxto.internal", "127.0.0.1.evil.example", "localhost.evil.example", "a.b."])
    func `no name that others can give to its address leads there`(host: String) async throws {
        let fixture = try await used()
        for call in Self.calls {
            let response = try await fixture.ask(call.method, "/_fauxto\(call.path)", body: call.body, host: host)
            #expect(response.status == 403, "\(call.method) \(call.path)")
            #expect(response.text.contains("control.hosts"))
        }
        #expect(try await journalCount(fixture) == 1)
    }

    @Test(arguments: [
        "127.0.0.1", "10.1.2.3", "[::1]", "[fd00::1]", "localhost", "web.localhost", "fauxto", "localhost.",
    ])
    func `an address and a name without a dot do`(host: String) async throws {
        #expect(try await used().ask("GET", "/_fauxto/requests", host: host).status == 200)
    }

    @Test(arguments: ["", "CONNECT", "absolute"])
    func `no page of another origin may, by whichever way it comes`(way: String) async throws {
        let fixture = try await used()
        let port = fixture.server.port
        let response = try await onOwnThread {
            let client = try RawClient(port: port)
            defer { client.close() }
            if way == "CONNECT" {
                client.send("CONNECT localhost:\(port) HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
                _ = try client.text(upTo: "\r\n\r\n")
            }
            let target = way == "absolute" ? "http://localhost:\(port)" : ""
            client.send(
                "POST \(target)/_fauxto/reset HTTP/1.1\r\nHost: localhost:\(port)\r\n"
                    + "Origin: https://evil.example\r\nContent-Length: 0\r\n\r\n"
            )
            return try client.response()
        }
        #expect(response.status == 403)
        #expect(try await journalCount(fixture) == 1)
    }

    @Test func `a name that an operator gives does`() async throws {
        let fixture = try await used {
            $0.control.hosts = ["mock.example.com", "*.test.example"]
            $0.publicURL = "https://fauxto.example/base"
        }
        for host in ["mock.example.com", "MOCK.example.com", "a.test.example", "fauxto.example"] {
            #expect(try await fixture.ask("GET", "/_fauxto/requests", host: host).status == 200, "\(host)")
        }
        let own = ["Origin: https://fauxto.example"]
        #expect(try await fixture.ask("GET", "/_fauxto/requests", fields: own, host: "fauxto.example").status == 200)
        #expect(try await fixture.ask("GET", "/_fauxto/requests", host: "other.example").status == 403)
    }

    @Test(arguments: [
        "", "Authorization: Bearer wrong", "Authorization: Bearer sesame2", "Authorization: Basic sesame",
    ])
    func `who has no token may not, where one is asked for`(field: String) async throws {
        let fixture = try await used { $0.control.token = "sesame" }
        for call in Self.calls where call.path != "/health" {
            let fields = field.isEmpty ? [] : [field]
            let response = try await fixture.ask(call.method, "/_fauxto\(call.path)", fields: fields, body: call.body)
            #expect(response.status == 401, "\(call.method) \(call.path)")
            #expect(response["www-authenticate"] == "Bearer realm=\"fauxto\"")
        }
        #expect(try await fixture.ask("GET", "/_fauxto/health").status == 200)
        #expect(try await journalCount(fixture, fields: ["Authorization: Bearer sesame"]) == 1)
        #expect(try await journalCount(fixture, fields: ["authorization: bearer sesame"]) == 1)
    }

    @Test func `nobody may where it is off, but for the health check`() async throws {
        let fixture = try await used { $0.control.isEnabled = false }
        for call in Self.calls where call.path != "/health" {
            #expect(try await fixture.ask(call.method, "/_fauxto\(call.path)", body: call.body).status == 404)
        }
        #expect(try await fixture.ask("GET", "/_fauxto/health").status == 200)
    }
}

@Suite struct `A page that is served` {
    @Test func `runs nothing and is framed by nobody`() async throws {
        let page = try await ServerFixture().ask("GET", "/", fields: ["Accept: text/html"])
        let policy = try #require(page["content-security-policy"])
        for part in ["default-src 'none'", "frame-ancestors 'none'", "style-src 'sha256-"] {
            #expect(policy.contains(part))
        }
        #expect(!policy.contains("unsafe"))
        #expect(page["x-content-type-options"] == "nosniff")
    }

    @Test func `is one of nobody's origin where it was uploaded`() async throws {
        let fixture = try UploadFixture()
        let script = Array("<script>fetch('/_fauxto/reset',{method:'POST'})</script>".utf8)
        let token = try await fixture.token()
        let file = try #require(try await fixture.upload(script, by: token, fields: ["Content-Type: text/html"]))
        for (method, fields) in [("GET", []), ("HEAD", []), ("GET", ["Range: bytes=0-3"])] {
            let response = try await fixture.server.ask(method, file, fields: fields)
            #expect(response["content-type"] == "text/html")
            #expect(response["x-content-type-options"] == "nosniff")
            #expect(response["content-security-policy"] == "sandbox")
        }
    }
}
