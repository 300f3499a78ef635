import Imaging
import JSON
import TestSupport
import Testing

@testable import Emulator

@Suite struct `The safety checker` {
    @Test(arguments: [
        ("nude", true), ("A NUDE, in oil", true), ("nude-ish", true), ("denuded hills", false), ("nudes", false),
        ("body horror", true), ("body  horror", false), ("antibody horror", false), ("裸体的人", true), ("", false),
    ])
    func `finds whole words and phrases in any case`(prompt: String, isFound: Bool) {
        let checker = SafetyChecker(words: ["Nude", "body horror", "裸体", ""])
        #expect(checker.objects(to: prompt) == isFound)
    }

    @Test func `objects to the magic word whatever the list says`() {
        #expect(SafetyChecker(words: []).objects(to: "a cat [[NSFW]]"))
        #expect(!SafetyChecker(words: []).objects(to: "nude"))
    }

    @Test(arguments: [true, false])
    func `has fal's images blacked out, and only where the caller left it on`(isOn: Bool) async throws {
        let fixture = try ServerFixture()
        let answer = try await fixture.generate(
            """
            {"prompt":"a cat [[nsfw]]","enable_safety_checker":\(isOn),"num_images":2,"output_format":"png",
             "image_size":{"width":96,"height":64}}
            """
        )
        #expect(answer["has_nsfw_concepts"]?.elements == [.bool(isOn), .bool(isOn)])
        let file = try await fixture.ask("GET", try fixture.imageTarget(in: answer)).body
        let image = try ReferenceImage.decode(file)
        #expect([image.width, image.height] == [96, 64])
        #expect(image.pixels.allSatisfy { $0 == 0 } == isOn)
    }

    @Test func `has AI/ML API's images blacked out`() async throws {
        let response = try await ask(ServerFixture(), "/aimlapi/v1/images/generations", #""model":"flux/srpo""#)
        #expect(response.status == 200)
        #expect(try JSONParser.parse(response.body)["has_nsfw_concepts"]?.elements == [.bool(true)])
    }

    @Test(arguments: [
        ("/onerouter/v1/images/generations", "flux-srpo-text-to-image"),
        ("/siraya/v1/images/generations", "flux-1-srpo-text-to-image"),
    ])
    func `has a gateway refuse the prompt, where the caller turned it on`(path: String, model: String) async throws {
        let fixture = try ServerFixture()
        let refused = try await ask(fixture, path, #""model":"\#(model)","enable_safety_checker":true"#)
        #expect(refused.status == 422)
        #expect(try JSONParser.parse(refused.body)["error"]?["type"]?.text == "content_policy_violation")
        #expect(try await ask(fixture, path, #""model":"\#(model)""#).status == 200)
    }

    @Test func `takes its words from the configuration`() async throws {
        let fixture = try ServerFixture { $0.safety.words = ["broccoli"] }
        #expect(try await fixture.generate(#"{"prompt":"nude"}"#)["has_nsfw_concepts"]?[0] == .bool(false))
        #expect(try await fixture.generate(#"{"prompt":"broccoli"}"#)["has_nsfw_concepts"]?[0] == .bool(true))
    }

    private func ask(_ fixture: ServerFixture, _ path: String, _ members: String) async throws -> RawResponse {
        try await fixture.ask(
            "POST",
            path,
            fields: ["Authorization: Bearer key", "Content-Type: application/json"],
            body: #"{"prompt":"a cat [[nsfw]]",\#(members)}"#
        )
    }
}
