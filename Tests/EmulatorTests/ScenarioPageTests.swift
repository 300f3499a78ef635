import Emulator
import HTTPServer
import JSON
import Scenarios
import TestSupport
import Testing

@Suite struct `The page of the scenario` {
    private static let always = "{ rules: [{ name: 'down', then: { failure: 'overloaded' } }] }"

    private let file: TemporaryFile

    init() throws {
        file = try TemporaryFile("{ rules: [{ name: 'third', every: 3, then: { failure: 'timeout' } }] }")
    }

    /// A server whose file says that every third call fails.
    private func fixture() throws -> ServerFixture {
        try ServerFixture { $0.scenarios = [file.path] }
    }

    private func scenario(_ fixture: ServerFixture) async throws -> JSONValue {
        try JSONParser.parse(try await fixture.ask("GET", "/_fauxto/scenario").body)
    }

    private func names(_ scenario: JSONValue) -> [String] {
        scenario["rules"]?.elements.compactMap { $0["name"]?.text } ?? []
    }

    @Test func `tells which rules are in force, where they come from, and how often they fired`() async throws {
        let fixture = try fixture()
        for _ in 1...4 { _ = try await fixture.generate() }
        let scenario = try await scenario(fixture)
        #expect(scenario["problem"] == .null)
        #expect(scenario["seed"] == .null)
        let rule = try #require(scenario["rules"]?[0])
        #expect(rule["name"] == .string("third"))
        #expect(rule["source"]?.text.hasSuffix(".json5") == true)
        #expect(rule["matched"] == .integer(4))
        #expect(rule["fired"] == .integer(1))
        #expect(rule["rule"]?["then"]?["failure"] == .string("timeout"))
    }

    @Test func `takes rules before all others, and forgets them`() async throws {
        let fixture = try fixture()
        _ = try await fixture.generate()
        let added = try await fixture.ask("PATCH", "/_fauxto/scenario", body: Self.always)
        #expect(added.status == 200)
        #expect(names(try JSONParser.parse(added.body)) == ["down", "third"])
        #expect(try await fixture.generate()["images"] == nil)
        let removed = try await fixture.ask("DELETE", "/_fauxto/scenario")
        #expect(names(try JSONParser.parse(removed.body)) == ["third"])
        #expect(try JSONParser.parse(removed.body)["rules"]?[0]?["matched"] == .integer(1))
        #expect(try await fixture.generate()["images"] != nil)
    }

    @Test func `takes rules in place of all others`() async throws {
        let fixture = try fixture()
        let replaced = try await fixture.ask("POST", "/_fauxto/scenario", body: Self.always)
        #expect(names(try JSONParser.parse(replaced.body)) == ["down"])
        #expect(try await fixture.generate()["images"] == nil)
        #expect(try await fixture.ask("POST", "/_fauxto/scenario", body: "{}").status == 200)
        for _ in 1...3 { #expect(try await fixture.generate()["images"] != nil) }
        #expect(try await fixture.ask("POST", "/_fauxto/reset").status == 200)
        #expect(names(try await scenario(fixture)) == ["third"])
    }

    @Test func `removes one rule by its name`() async throws {
        let fixture = try fixture()
        #expect(try await fixture.ask("DELETE", "/_fauxto/scenario?name=thi%72d").status == 200)
        #expect(names(try await scenario(fixture)).isEmpty)
        let missing = try await fixture.ask("DELETE", "/_fauxto/scenario?name=no+rule")
        #expect(missing.status == 404)
        #expect(
            try JSONParser.parse(missing.body)["error"]?["message"]
                == .string("there is no rule 'no rule'; GET /_fauxto/scenario lists them")
        )
    }

    @Test(arguments: [
        ("POST", "{ rules: [{}] }", "request:1:11: 'control rule 1' does nothing: give it a then"),
        ("PATCH", "", "request:1:1: expected a value, found the end of the file"),
        (
            "PATCH", "{ rules: [{ name: 'third', then: { failure: 'timeout' } }] }",
            "request:1:11: there are two rules named 'third'"
        ),
        (
            "POST", "{ rules: [{ when: { vendor: 'fall' }, then: { failure: 'timeout' } }] }",
            "request:1:11: 'control rule 1' can never fire: there is no vendor 'fall'; did you mean 'fal'?"
        ),
    ])
    func `refuses what it cannot read, and changes nothing`(
        method: String,
        body: String,
        message: String
    ) async throws {
        let fixture = try fixture()
        let answer = try await fixture.ask(method, "/_fauxto/scenario", body: body)
        #expect(answer.status == 400)
        let error = try JSONParser.parse(answer.body)["error"]
        #expect(error?["code"] == .string("invalid_scenario"))
        #expect(error?["message"] == .string(message))
        #expect(names(try await scenario(fixture)) == ["third"])
    }

    @Test(arguments: [
        ("PUT", "/_fauxto/scenario", 405, "GET, HEAD, POST, PATCH, DELETE"),
        ("POST", "/_fauxto/schedule", 405, "GET, HEAD"),
        ("GET", "/_fauxto/schedule", 400, nil), ("GET", "/_fauxto/schedule?account=a&n=0", 400, nil),
        ("GET", "/_fauxto/schedule?account=a&n=x", 400, nil), ("GET", "/_fauxto/schedule?account=a&n=10001", 400, nil),
    ])
    func `refuses what it does not know`(method: String, target: String, status: Int, allow: String?) async throws {
        let answer = try await ServerFixture().ask(method, target)
        #expect(answer.status == status)
        #expect(answer["allow"] == allow)
    }

    @Test func `refuses a body that is too long`() async throws {
        let fixture = try ServerFixture { $0.limits.bodyBytes = 10 }
        #expect(try await fixture.ask("POST", "/_fauxto/scenario", body: Self.always).status == 413)
    }

    @Test func `foretells what comes about, before and after calls`() async throws {
        let text = "{ rules: [{ name: 'half', chance: 0.5, then: { failure: 'overloaded' } }] }"
        let file = try TemporaryFile(text)
        let fixture = try ServerFixture {
            $0.scenarios = [file.path]
            $0.seed = 5
        }
        var configuration = EmulatorConfiguration()
        configuration.scenarios = [file.path]
        configuration.seed = 5
        let json = try configuration.schedule(for: "id:secret", count: 30).json
        let beforehand = fires(try JSONParser.parse(Array(json.utf8)))
        #expect(Set(beforehand).count == 2)
        var told: [Bool] = []
        var happened: [Bool] = []
        for call in 0..<30 {
            if call.isMultiple(of: 10) {
                let page = try await fixture.ask("GET", "/_fauxto/schedule?account=id%3Asecret&n=10")
                told += fires(try JSONParser.parse(page.body))
            }
            happened.append(try await fixture.generate()["images"] == nil)
        }
        #expect(told == beforehand)
        #expect(happened == beforehand)
    }

    private func fires(_ schedule: JSONValue) -> [Bool] {
        schedule["rules"]?[0]?["outcomes"]?.elements.map { $0["fires"] == .bool(true) } ?? []
    }
}
