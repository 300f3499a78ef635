import Emulator
import JSON
import TestSupport
import Testing

@Suite struct `The journal` {
    private func requests(of fixture: ServerFixture) async throws -> [JSONValue] {
        let response = try await fixture.ask("GET", "/_fauxto/requests")
        return try #require(try JSONParser.parse(response.body)["requests"]).elements
    }

    @Test func `records request, account, findings, outcome and answer`() async throws {
        let fixture = try ServerFixture()
        _ = try await fixture.generate()
        _ = try await fixture.generate(#"{"prompt":"a cat","num_images":9}"#)
        let requests = try await requests(of: fixture)
        #expect(requests.map { $0["number"] } == [.integer(1), .integer(2)])
        #expect(requests.map { $0["outcome"]?.text } == ["images", "invalidInput"])
        #expect(requests.map { $0["status"]?.number } == [200, 422])
        #expect(requests[0]["time"]?.text == "2026-08-30T12:00:00.000Z")
        #expect(requests[0]["host"]?.text == "fal.run")
        #expect(requests[0]["target"]?.text == "/fal-ai/flux/srpo")
        #expect(requests[0]["request"]?["body"]?.text == #"{"prompt":"a cat"}"#)
        #expect(requests[0]["response"]?["body"]?.text.hasPrefix(#"{"images":[{"url":"#) == true)
        #expect(requests[1]["findings"]?.elements.count == 1)
    }

    @Test func `never shows a credential, and names accounts by fingerprint`() async throws {
        let fixture = try ServerFixture()
        for key in ["alpha:topsecret", "alpha:topsecret", "beta:topsecret"] { _ = try await fixture.generate(key: key) }
        _ = try await fixture.ask("GET", "/fal/x?fal_jwt_token=topsecret")
        let response = try await fixture.ask("GET", "/_fauxto/requests")
        #expect(!String(decoding: response.body, as: UTF8.self).contains("topsecret"))
        let accounts = try await requests(of: fixture).compactMap { $0["account"]?.text }
        #expect(accounts[0] == accounts[1])
        #expect(accounts[0] != accounts[2])
        #expect(accounts[3] == "anonymous")
    }

    @Test func `keeps the newest entries`() async throws {
        let fixture = try ServerFixture { $0.journal.maximumEntries = 3 }
        for _ in 0..<5 { _ = try await fixture.generate() }
        #expect(try await requests(of: fixture).compactMap { $0["number"]?.number } == [3, 4, 5])
    }

    @Test func `keeps no more bytes than it may`() async throws {
        let fixture = try ServerFixture { $0.journal.maximumBytes = 10_000 }
        for _ in 0..<3 {
            _ = try await fixture.generate(#"{"prompt":"\#(String(repeating: "x", count: 1_500))"}"#)
        }
        #expect(try await requests(of: fixture).compactMap { $0["number"]?.number } == [2, 3])
    }

    @Test func `cuts a long body instead of forgetting the others for it`() async throws {
        let fixture = try ServerFixture { $0.journal.maximumBytes = 200_000 }
        _ = try await fixture.generate()
        _ = try await fixture.generate(#"{"prompt":"\#(String(repeating: "x", count: 300_000))"}"#)
        let requests = try await requests(of: fixture)
        #expect(requests.map { $0["number"] } == [.integer(1), .integer(2)])
        #expect(requests[1]["request"]?["body"]?.text.utf8.count == 65_536)
        #expect(requests[1]["response"]?["body"]?.text.utf8.count == 65_536)
        let notes = requests[1]["notes"]?.elements.compactMap(\.text) ?? []
        #expect(notes.count == 2)
        #expect(notes.contains("request body of 300013 bytes cut to 65536"))
    }

    @Test func `counts what stands in the head as well`() async throws {
        let fixture = try ServerFixture { $0.journal.maximumBytes = 20_000 }
        for _ in 0..<3 {
            _ = try await fixture.ask("GET", "/fal/x", fields: ["X: \(String(repeating: "x", count: 9_000))"])
        }
        #expect(try await requests(of: fixture).count == 1)
    }

    @Test func `can be switched off`() async throws {
        let fixture = try ServerFixture { $0.journal.maximumEntries = 0 }
        _ = try await fixture.generate()
        #expect(try await requests(of: fixture).isEmpty)
    }

    @Test func `is emptied by DELETE`() async throws {
        let fixture = try ServerFixture()
        _ = try await fixture.generate()
        #expect(try await fixture.ask("DELETE", "/_fauxto/requests").status == 200)
        #expect(try await requests(of: fixture).isEmpty)
    }

    @Test func `is forgotten by a reset, together with images and repetitions`() async throws {
        let fixture = try ServerFixture()
        let first = try await fixture.generate()
        #expect(try await fixture.ask("POST", "/_fauxto/reset").status == 200)
        #expect(try await fixture.ask("GET", try fixture.imageTarget(in: first)).status == 404)
        #expect(try await fixture.generate() == first)
        #expect(try await requests(of: fixture).map { $0["number"]?.number } == [1, 2])
    }
}
