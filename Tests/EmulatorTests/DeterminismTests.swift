import Emulator
import Imaging
import TestSupport
import Testing

@Suite struct `Two servers with the same seed` {
    /// A run of a script against a fresh server: every answer, byte for byte, as it came.
    private func run(seed: UInt64 = 0, disturbedBy others: Int = 0) async throws -> [String] {
        let fixture = try ServerFixture { $0.seed = seed }
        var answers: [String] = []
        for body in [#"{"prompt":"a cat"}"#, #"{"prompt":"a cat"}"#, #"{"prompt":"a dog"}"#, #"{"prompt":5}"#] {
            for other in 0..<others { _ = try await fixture.generate(key: "other:\(other)") }
            let response = try await fixture.ask(
                "POST",
                "/fal/fal-ai/flux/srpo",
                fields: ["Authorization: Key id:secret", "Content-Type: application/json"],
                body: body
            )
            // With the host before it: a drawn number may hold the port's digits.
            let origin = "localhost:\(fixture.server.port)"
            let fields = response.fields.map { "\($0.name): \($0.value)\n" }.joined()
            answers.append("\(response.status)\n\(fields)\n\(response.text.replacing(origin, with: "localhost"))")
        }
        return answers
    }

    @Test func `give the same bytes, headers included, when the clock stands still`() async throws {
        #expect(try await run() == run())
    }

    @Test func `give an account the same answers whatever others do beside it`() async throws {
        #expect(try await run() == run(disturbedBy: 2))
    }

    @Test func `and with another seed give others`() async throws {
        #expect(try await run(seed: 1) != run(seed: 2))
    }

    @Test func `tell repetitions of one request apart`() async throws {
        let fixture = try ServerFixture()
        let first = try await fixture.generate()
        let second = try await fixture.generate()
        #expect(first["seed"] != second["seed"])
        #expect(first["images"]?[0]?["url"] != second["images"]?[0]?["url"])
    }

    @Test func `draw the same picture for the same seed, however often it is asked for`() async throws {
        let fixture = try ServerFixture()
        var pictures: Set<[UInt8]> = []
        for _ in 0..<2 {
            let answer = try await fixture.generate(#"{"prompt":"a cat","seed":7,"image_size":"square"}"#)
            let file = try await fixture.ask("GET", try fixture.imageTarget(in: answer)).body
            pictures.insert(try ReferenceImage.decode(file).pixels)
        }
        #expect(pictures.count == 1)
    }
}
