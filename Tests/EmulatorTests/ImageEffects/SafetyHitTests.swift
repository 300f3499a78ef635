import Emulator
import Imaging
import JSON
import TestSupport
import Testing

@Suite struct `A hit of the safety checker` {
    /// What fal flags of an answer, and which of its images are black.
    private func seen(_ answer: RawResponse, _ server: ServerFixture) async throws -> (flags: [Bool], black: [Bool]) {
        let flags = try JSONParser.parse(answer.body)["has_nsfw_concepts"]?.elements.map { $0 == .bool(true) } ?? []
        let black = try await EffectFixture.files(of: answer, from: server).map { file in
            try ReferenceImage.decode(file).pixels.allSatisfy { $0 < 4 }
        }
        return (flags, black)
    }

    @Test(arguments: [
        ("true", [true, true, true, true]), ("2", [false, true, false, false]), ("[1, 4]", [true, false, false, true]),
        ("[5, 9]", [false, false, false, false]),
    ])
    func `blacks out the images it names, and flags them`(value: String, hits: [Bool]) async throws {
        let fixture = try EffectFixture(then: "safetyHit: \(value)")
        let answer = try await EffectFixture.askForFour(fixture.server)
        let (flags, black) = try await seen(answer, fixture.server)
        #expect(flags == hits)
        #expect(black == hits)
        #expect(answer["x-fal-billable-units"] == "4")
    }

    @Test func `leaves the other images as they are`() async throws {
        let fixture = try EffectFixture(then: "safetyHit: 2")
        let answer = try await EffectFixture.askForFour(fixture.server)
        let files = try await EffectFixture.files(of: answer, from: fixture.server)
        let whole = try await EffectFixture.askForFour(fixture.untouched)
        let intact = try await EffectFixture.files(of: whole, from: fixture.untouched)
        #expect([0, 1, 2, 3].filter { files[$0] == intact[$0] } == [0, 2, 3])
    }

    @Test func `counts in a partial batch from its beginning`() async throws {
        let fixture = try EffectFixture(then: "partialBatch: 2, safetyHit: [2, 3]")
        let answer = try await EffectFixture.askForFour(fixture.server)
        #expect(try await seen(answer, fixture.server).flags == [false, true])
    }

    @Test func `adds nothing to a prompt that is objected to anyway`() async throws {
        let fixture = try EffectFixture(then: "safetyHit: 2")
        let body = #"{"prompt":"a cat [[nsfw]]","num_images":2}"#
        let answer = try await VendorCall.all[0].send(to: fixture.server, body: body)
        #expect(try await seen(answer, fixture.server).flags == [true, true])
    }

    @Test func `is none where the caller turned the checker off, and the journal says so`() async throws {
        let fixture = try EffectFixture(then: "safetyHit: true")
        let answer = try await EffectFixture.askForFour(fixture.server, #","enable_safety_checker":false"#)
        let (flags, black) = try await seen(answer, fixture.server)
        #expect(flags == [false, false, false, false])
        #expect(black == flags)
        #expect(try await fixture.notes() == ["the caller's safety checker is off: safetyHit does nothing"])
    }

    @Test func `flags AI/ML API's images one by one`() async throws {
        let fixture = try EffectFixture(then: "safetyHit: 2")
        let body = #"{"model":"flux/srpo","prompt":"p","num_images":3}"#
        let answer = try JSONParser.parse(try await VendorCall.all[1].send(to: fixture.server, body: body).body)
        #expect(answer["has_nsfw_concepts"]?.elements == [.bool(false), .bool(true), .bool(false)])
    }

    @Test(arguments: [2, 3])
    func `has a gateway refuse the whole batch, if it has such an image and a checker`(vendor: Int) async throws {
        let call = VendorCall.all[vendor]
        let fixture = try EffectFixture(then: "safetyHit: 2")
        func ask(_ count: Int, isOn: Bool) async throws -> RawResponse {
            let body = #"{"model":"\#(call.model)","prompt":"p","n":\#(count),"enable_safety_checker":\#(isOn)}"#
            return try await call.send(to: fixture.server, body: body)
        }
        let refused = try await ask(2, isOn: true)
        #expect(refused.status == 422)
        #expect(try JSONParser.parse(refused.body)["error"]?["type"]?.text == "content_policy_violation")
        #expect(refused["x-fauxto-decision"] == "rule=effect n=1")
        #expect(try await ask(1, isOn: true).status == 200)
        #expect(try await ask(2, isOn: false).status == 200)
        #expect(
            try await fixture.notes() == [
                "the safety checker objected to image 2, as a rule has it",
                "the caller's safety checker is off: safetyHit does nothing",
            ]
        )
    }

    @Test func `befalls jobs as well`() async throws {
        let scenario = ScenarioText("{ rules: [{ then: { safetyHit: 1 } }] }")
        let queue = try QueueFixture { $0.scenarios = [scenario.path] }
        let id = try await queue.submit(#"{"prompt":"a cat","num_images":2}"#)
        queue.clock.advance(by: .seconds(1))
        let result = try JSONParser.parse(try await queue.ask(about: id).body)
        #expect(result["has_nsfw_concepts"]?.elements == [.bool(true), .bool(false)])
    }
}
