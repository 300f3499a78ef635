import Emulator
import JSON
import TestSupport
import Testing

@Suite struct `An account's balance` {
    private func balance(_ fixture: ServerFixture, key: String = "k") async throws -> JSONValue {
        let response = try await fixture.ask(
            "GET",
            "/api.aimlapi.com/v1/billing/balance",
            fields: ["Authorization: Bearer \(key)"]
        )
        return try #require(try JSONParser.parse(response.body)["balance"])
    }

    private func generate(_ fixture: ServerFixture, _ body: String, key: String = "k") async throws -> RawResponse {
        try await fixture.ask(
            "POST",
            "/api.aimlapi.com/v1/images/generations",
            fields: ["Authorization: Bearer \(key)", "Content-Type: application/json"],
            body: body
        )
    }

    @Test func `goes down by what the account's answers say that they cost`() async throws {
        let fixture = try ServerFixture()
        #expect(try await balance(fixture) == .integer(10_000_000))
        var spent = 0
        for count in 1...2 {
            let answer = try await generate(fixture, #"{"model":"flux/srpo","prompt":"p","num_images":\#(count)}"#)
            spent += try #require(answer["x-aimlapi-credits-used"].flatMap { Int($0) })
        }
        #expect(spent == 195_000)
        #expect(try await balance(fixture) == .integer(10_000_000 - spent))
        #expect(try await balance(fixture, key: "other") == .integer(10_000_000))
    }

    @Test func `is not touched by what is refused`() async throws {
        let fixture = try ServerFixture()
        #expect(try await generate(fixture, #"{"model":"flux/srpo"}"#).status == 400)
        let unreachable = #"{"model":"flux/srpo/image-to-image","prompt":"p","image_url":"data:,x"}"#
        #expect(try await generate(fixture, unreachable).status == 400)
        #expect(try await balance(fixture) == .integer(10_000_000))
    }

    @Test func `is whole again after a reset`() async throws {
        let fixture = try ServerFixture()
        _ = try await generate(fixture, #"{"model":"flux/srpo","prompt":"p"}"#)
        #expect(try await fixture.ask("POST", "/_fauxto/reset").status / 100 == 2)
        #expect(try await balance(fixture) == .integer(10_000_000))
    }
}
