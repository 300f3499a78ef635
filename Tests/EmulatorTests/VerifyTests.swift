import Emulator
import JSON
import TestSupport
import Testing

@Suite struct `Verifying what was asked` {
    private let fixture: ServerFixture

    init() throws {
        fixture = try ServerFixture()
    }

    /// Makes five calls: a cat and a dog of fal, the dog again, one that is refused, and a model list.
    private func makeCalls() async throws {
        for prompt in ["a cat", "a dog", "a dog"] { _ = try await fixture.generate(#"{"prompt":"\#(prompt)"}"#) }
        _ = try await fixture.ask(
            "POST",
            "/siraya/v1/images/generations",
            fields: ["Authorization: Bearer k", "Content-Type: application/json"],
            body: "{}"
        )
        _ = try await fixture.ask("GET", "/siraya/v1/models")
    }

    private func verify(_ expectation: String) async throws -> (status: Int, json: JSONValue) {
        let response = try await fixture.ask("POST", "/_fauxto/verify", body: expectation)
        return (response.status, try JSONParser.parse(response.body))
    }

    @Test(
        arguments: [
            ("{}", nil), ("{ count: 3 }", nil), ("{ when: { prompt: '*dog*' }, count: 2 }", nil),
            ("{ when: { prompt: '*dog*' }, count: 1 }", "expected 1, found 2 of 5 in the journal"),
            ("{ when: { prompt: '*cow*' } }", "expected at least 1, found 0 of 5 in the journal"),
            ("{ when: { vendor: 'fal' }, atLeast: 2, atMost: 3 }", nil),
            ("{ when: { vendor: 'fal' }, atMost: 2 }", "expected at most 2, found 3 of 5 in the journal"),
            ("{ when: { vendor: 'fal' }, atLeast: 4 }", "expected at least 4, found 3 of 5 in the journal"),
            ("{ when: { vendor: 'siraya', role: 'api' }, count: 2 }", nil),
            ("{ when: { vendor: 'siraya', role: 'api', status: 400 }, count: 1 }", nil),
            ("{ when: { role: 'api', outcome: 'invalidInput' }, count: 1 }", nil),
            ("{ when: { outcome: 'images', body: { prompt: 'a cat' } }, count: 1 }", nil),
            ("{ when: { header: { 'content-type': '*json' } }, count: 3 }", nil),
            ("{ when: { account: 'id:secret' }, count: 3 }", nil), ("{ when: { after: 2 }, count: 1 }", nil),
            ("{ order: [{ prompt: '*cat*' }, { prompt: '*dog*' }, { vendor: 'siraya', role: 'api' }] }", nil),
            (
                "{ order: [{ prompt: '*dog*' }, { prompt: '*cat*' }] }",
                "call 2 of the order was not found behind number 2"
            ),
            (
                "{ order: [{ prompt: '*dog*' }, { prompt: '*dog*' }, { prompt: '*dog*' }] }",
                "call 3 of the order was not found behind number 3"
            ),
        ] as [(String, String?)]
    )
    func `says whether it was as expected`(expectation: String, complaint: String?) async throws {
        try await makeCalls()
        let (status, json) = try await verify(expectation)
        #expect(status == (complaint == nil ? 200 : 406))
        #expect(json["verified"] == .bool(complaint == nil))
        #expect(json["message"] == complaint.map { .string($0) } ?? .null)
    }

    @Test func `names the calls that it found`() async throws {
        try await makeCalls()
        #expect(
            try await verify("{ when: { prompt: '*dog*' } }").json["requests"]?.elements == [.integer(2), .integer(3)]
        )
    }

    @Test(arguments: [
        ("{ cuont: 3 }", "request:1:3: there is no field cuont; did you mean count?"),
        ("{ when: { status: 'x' } }", "request:1:19: when.status takes a whole number, not a string"),
        ("{ order: [{}], count: 1 }", "request:1:1: order goes with no count: every call of it is expected once"),
        ("nonsense", "request:1:1: expected a value, found \"nonsense\"; a string needs quotes"),
    ])
    func `refuses an expectation that makes no sense`(expectation: String, complaint: String) async throws {
        let (status, json) = try await verify(expectation)
        #expect(status == 400)
        #expect(json["error"]?["message"]?.text == complaint)
    }

    @Test(arguments: [
        ("", [1, 2, 3, 4, 5]), ("vendor=siraya", [4, 5]), ("prompt=*dog*", [2, 3]), ("prompt=a+cat", [1]),
        ("prompt=a%20cat", [1]), ("status=400", [4]), ("outcome=images&limit=2", [2, 3]), ("after=3", [4, 5]),
        ("role=queue", []), ("model=fal-ai/*", [1, 2, 3]), ("limit=1", [5]),
    ])
    func `goes by the query where the journal is read`(query: String, numbers: [Int]) async throws {
        try await makeCalls()
        let response = try await fixture.ask("GET", "/_fauxto/requests?\(query)")
        let json = try JSONParser.parse(response.body)
        #expect(json["requests"]?.elements.compactMap { $0["number"] } == numbers.map { .integer($0) })
    }

    @Test func `refuses a query that makes no sense`() async throws {
        let response = try await fixture.ask("GET", "/_fauxto/requests?vender=fal")
        #expect(response.status == 400)
        #expect(
            try JSONParser.parse(response.body)["error"]?["message"]?.text
                == "there is no field vender; did you mean vendor?"
        )
    }

    @Test func `finds the account by its fingerprint, and the rule that fired`() async throws {
        try await makeCalls()
        let all = try JSONParser.parse(try await fixture.ask("GET", "/_fauxto/requests").body)
        let fingerprint = all["requests"]?[0]?["account"]?.text ?? ""
        let filtered = try await fixture.ask("GET", "/_fauxto/requests?fingerprint=\(fingerprint)")
        #expect(try JSONParser.parse(filtered.body)["requests"]?.elements.count == 3)
        #expect(try await verify("{ when: { rule: 'flaky' }, count: 0 }").status == 200)
    }
}
