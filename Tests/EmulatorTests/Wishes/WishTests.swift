import JSON
import Scenarios
import Simulation
import TestSupport
import Testing

@testable import Emulator

/// What a caller may wish for, from the outside: each way, on calls that are answered at once and on jobs.
@Suite(.timeLimit(.minutes(2))) struct `A caller's wish` {
    private static let json = "Content-Type: application/json"

    /// A call for an image, with whatever a wish adds to it.
    private func ask(
        _ fixture: ServerFixture,
        fields: [String] = [],
        query: String = "",
        key: String = "id:secret",
        prompt: String = "a cat"
    ) async throws -> RawResponse {
        try await fixture.ask(
            "POST",
            "/fal/fal-ai/flux/srpo\(query)",
            fields: ["Authorization: Key \(key)", Self.json] + fields,
            body: #"{"prompt":"\#(prompt)"}"#
        )
    }

    @Test(
        arguments: [
            (["X-Fauxto-Fault: timeout"], 504), (["X-Fauxto-Fault: rateLimited"], 429),
            (["X-Fauxto-Fault: insufficientBalance, WRONG_CONTENT_TYPE"], 403),
            (["X-Fauxto-Delay: 1ms", "X-Fauxto-Fault: overloaded"], 503), (["X-Fauxto-Delay: 1ms"], 200),
        ]
    )
    func `is in a header field`(fields: [String], status: Int) async throws {
        let fixture = try ServerFixture(clock: Clock(.auto))
        let response = try await ask(fixture, fields: fields)
        #expect(response.status == status)
        #expect(response["x-fauxto-decision"] == "wish=header")
        if fields[0].contains("WRONG") { #expect(response["content-type"] == "text/html; charset=utf-8") }
        let forbidding = try ServerFixture { $0.wishes.header = false }
        let undisturbed = try await ask(forbidding, fields: fields)
        #expect(undisturbed.status == 200)
        #expect(undisturbed["x-fauxto-decision"] == nil)
    }

    @Test(arguments: [("?fauxto=timeout", 504), ("?a=b&fauxto=overloaded,1ms", 503), ("?fauxto=1ms", 200)])
    func `is in the query`(query: String, status: Int) async throws {
        let fixture = try ServerFixture(clock: Clock(.auto))
        let response = try await ask(fixture, query: query)
        #expect(response.status == status)
        #expect(response["x-fauxto-decision"] == "wish=query")
        let forbidding = try ServerFixture { $0.wishes.query = false }
        #expect(try await ask(forbidding, query: query).status == 200)
    }

    @Test(
        arguments: [
            ("[[fail:timeout]]", 504), ("a [[fault:WRONG_CONTENT_TYPE]] cat", 200), ("[[slow:1ms]]", 200),
            ("[[slow:1ms]][[fail:internalError]]", 500),
        ]
    )
    func `is in the prompt`(prompt: String, status: Int) async throws {
        let fixture = try ServerFixture(clock: Clock(.auto))
        let response = try await ask(fixture, prompt: prompt)
        #expect(response.status == status)
        #expect(response["x-fauxto-decision"] == "wish=prompt")
        #expect((response["content-type"] == "text/html; charset=utf-8") == prompt.contains("fault:"))
        let forbidding = try ServerFixture { $0.wishes.prompt = false }
        let undisturbed = try await ask(forbidding, prompt: prompt)
        #expect(undisturbed.status == 200)
        #expect(undisturbed["x-fauxto-decision"] == nil)
    }

    /// The forms in which vendors' clients send a key, with a call of each vendor.
    private static let keyForms: [(vendor: String, target: String, body: String, field: @Sendable (String) -> String)] =
        [
            ("fal", "/fal/fal-ai/flux/srpo", #"{"prompt":"a cat"}"#, { "Authorization: Key \($0):secret" }),
            (
                "aimlapi", "/aimlapi/v1/images/generations", #"{"model":"flux/srpo","prompt":"a cat"}"#,
                { "Authorization: Bearer \($0)" }
            ),
            (
                "onerouter", "/onerouter/v1/images/generations",
                #"{"model":"flux-srpo-text-to-image","prompt":"a cat"}"#,
                { "Authorization: \($0)" }
            ),
            (
                "siraya", "/siraya/v1/images/generations", #"{"model":"flux-1-srpo-text-to-image","prompt":"a cat"}"#,
                { "Authorization: Bearer \($0)-2" }
            ),
        ]

    @Test(arguments: Wish.keys.map(\.name), ["fal", "aimlapi", "onerouter", "siraya"])
    func `is the name of a key, in every form that keys have`(name: String, vendor: String) async throws {
        let form = try #require(Self.keyForms.first { $0.vendor == vendor })
        let word = try #require(Wish.keys.first { $0.name == name }?.word)
        let clock = Clock(.auto)
        let fixture = try ServerFixture(clock: clock)
        let forbidding = try ServerFixture { $0.wishes.key = false }
        func ask(_ fixture: ServerFixture, _ key: String, _ more: [String] = []) async throws -> RawResponse {
            let fields = [form.field(key), Self.json] + more
            return try await fixture.ask("POST", form.target, fields: fields, body: form.body)
        }
        #expect(try await ask(forbidding, name).status == 200)
        switch word {
        case "CONNECTION_RESET_BY_PEER":
            await #expect(throws: RawClient.Failure.self) { try await ask(fixture, name) }
        case "3s":
            let start = clock.now
            #expect(try await ask(fixture, name).status == 200)
            #expect(clock.now - start >= .seconds(3))
        default:
            let response = try await ask(fixture, name)
            #expect(response["x-fauxto-decision"] == "wish=key")
            let byHeader = try await ask(fixture, "other", ["X-Fauxto-Fault: \(word)"])
            #expect(response.status == byHeader.status)
            #expect(response.status >= 400)
        }
    }

    @Test(arguments: ["timeuot", "REFUSED_HANDSHAKE", "3 seconds", "timeout,,3s"])
    func `that nobody can fulfil is told in one line`(word: String) async throws {
        let fixture = try ServerFixture(clock: Clock(.auto))
        let response = try await ask(fixture, fields: ["X-Fauxto-Fault: \(word)"])
        #expect(response.status == 400)
        let error = try JSONParser.parse(response.body)["error"]
        #expect(error?["code"]?.text == "unknown_wish")
        #expect(error?["message"]?.text.contains("is no failure, fault or length of time") == true)
        let job = try await fixture.ask(
            "POST",
            "/fal/queue/fal-ai/flux/srpo?fauxto=nonsense",
            fields: ["Authorization: Key id:secret", Self.json],
            body: #"{"prompt":"a cat"}"#
        )
        #expect(job.status == 400)
    }

    @Test func `goes before the rules, and is not counted by them`() async throws {
        let scenario = ScenarioText(
            "{ rules: [{ name: 'second', when: { nth: 2 }, then: { failure: 'overloaded' } }] }"
        )
        let fixture = try ServerFixture { $0.scenarios = [scenario.path] }
        #expect(try await ask(fixture).status == 200)
        #expect(try await ask(fixture, fields: ["X-Fauxto-Fault: timeout"]).status == 504)
        let second = try await ask(fixture)
        #expect(second.status == 503)
        #expect(second["x-fauxto-decision"] == "rule=second n=2")
        #expect(try await ask(fixture).status == 200)
    }

    @Test func `is one way at a time: the header before the query, the key and the prompt`() async throws {
        let fixture = try ServerFixture(clock: Clock(.auto))
        let key = "fauxto-overloaded:secret"
        let (query, prompt) = ("?fauxto=internalError", "[[fail:contentPolicy]]")
        let field = ["X-Fauxto-Fault: timeout"]
        #expect(try await ask(fixture, fields: field, query: query, key: key, prompt: prompt).status == 504)
        #expect(try await ask(fixture, query: query, key: key, prompt: prompt).status == 500)
        #expect(try await ask(fixture, key: key, prompt: prompt).status == 503)
        #expect(try await ask(fixture, prompt: prompt).status == 422)
    }

    @Test func `does not let in whom the vendor does not know`() async throws {
        let fixture = try ServerFixture { $0.keys = ["fal": ["known:secret"]] }
        let response = try await ask(fixture, fields: ["X-Fauxto-Fault: timeout"], key: "other:secret")
        #expect(response.status == 401)
        #expect(response["x-fauxto-decision"] == nil)
    }
}
