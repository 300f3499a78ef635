import Emulator
import JSON
import TestSupport
import Testing

/// A server whose scenario does something to images, and one beside it on which nothing happens.
struct EffectFixture {
    let server: ServerFixture
    let untouched: ServerFixture

    /// Makes both, one with rules that have commas between.
    init(rules: String) throws {
        untouched = try ServerFixture()
        let scenario = ScenarioText("{ rules: [\(rules)] }")
        server = try ServerFixture { $0.scenarios = [scenario.path] }
    }

    /// Makes both, with one rule for every generation.
    init(then effect: String) throws {
        try self.init(rules: "{ name: 'effect', then: { \(effect) } }")
    }

    /// The body of an answer, without the port that its server happens to have.
    static func text(of answer: RawResponse, from server: ServerFixture) -> String {
        String(decoding: answer.body, as: UTF8.self).replacing(":\(server.server.port)/", with: "/")
    }

    /// Asks fal for four images; `members` are further ones of the request's body.
    static func askForFour(_ server: ServerFixture, _ members: String = "") async throws -> RawResponse {
        let body = #"{"prompt":"a cat","num_images":4,"image_size":{"width":96,"height":64}\#(members)}"#
        return try await VendorCall.all[0].send(to: server, body: body)
    }

    /// The images of an answer of fal's, downloaded.
    static func files(of answer: RawResponse, from server: ServerFixture) async throws -> [[UInt8]] {
        var files: [[UInt8]] = []
        for image in try JSONParser.parse(answer.body)["images"]?.elements ?? [] {
            files.append(try await download(try #require(image["url"]).text, from: server).body)
        }
        return files
    }

    /// What is at a URL that an answer names.
    static func download(
        _ url: String,
        from server: ServerFixture,
        fields: [String] = []
    ) async throws -> RawResponse {
        let path = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)[2]
        return try await server.ask("GET", "/\(path)", fields: fields)
    }

    /// What the journal notes on the calls so far.
    func notes() async throws -> [String] {
        let page = try JSONParser.parse(try await server.ask("GET", "/_fauxto/requests").body)
        return (page["requests"]?.elements ?? []).flatMap { $0["notes"]?.elements.map(\.text) ?? [] }
    }
}
