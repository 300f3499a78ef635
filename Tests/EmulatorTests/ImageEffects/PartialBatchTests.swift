import Emulator
import JSON
import TestSupport
import Testing

@Suite struct `A partial batch` {
    @Test func `has the first images of the whole one, and nothing of the others`() async throws {
        let fixture = try EffectFixture(then: "partialBatch: 2")
        let answer = try await EffectFixture.askForFour(fixture.server)
        let whole = try await EffectFixture.askForFour(fixture.untouched)
        #expect(answer["x-fauxto-decision"] == "rule=effect n=1")
        #expect(answer["x-fal-billable-units"] == "2")
        #expect(whole["x-fal-billable-units"] == "4")
        let files = try await EffectFixture.files(of: answer, from: fixture.server)
        #expect(files.count == 2)
        #expect(files == Array(try await EffectFixture.files(of: whole, from: fixture.untouched).prefix(2)))
        var expected = try JSONParser.parse(Array(EffectFixture.text(of: whole, from: fixture.untouched).utf8)).object
        for list in ["images", "has_nsfw_concepts"] {
            expected[list] = .array(Array(expected.value(list).elements.prefix(2)))
        }
        let partial = try JSONParser.parse(Array(EffectFixture.text(of: answer, from: fixture.server).utf8))
        #expect(partial == .object(expected))
        let bill = try JSONParser.parse(try await fixture.server.ask("GET", "/_fauxto/bill").body)
        #expect(bill["cost"]?.text == "0.05")
        #expect(bill["accounts"]?[0]?["models"]?[0]?["images"] == .integer(2))
    }

    @Test(arguments: [4, 5])
    func `is whole where no more images are asked for`(limit: Int) async throws {
        let fixture = try EffectFixture(then: "partialBatch: \(limit)")
        let answer = try await EffectFixture.askForFour(fixture.server)
        let whole = try await EffectFixture.askForFour(fixture.untouched)
        #expect(
            EffectFixture.text(of: answer, from: fixture.server)
                == EffectFixture.text(of: whole, from: fixture.untouched)
        )
    }

    @Test(arguments: [(1, "num_images", "images", "65000"), (2, "n", "data", nil), (3, "n", "data", nil)])
    func `has the shape of its vendor's answers`(
        vendor: Int,
        count: String,
        list: String,
        credits: String?
    ) async throws {
        let call = VendorCall.all[vendor]
        let fixture = try EffectFixture(then: "partialBatch: 1")
        let body = #"{"model":"\#(call.model)","prompt":"p","\#(count)":3}"#
        let answer = try await call.send(to: fixture.server, body: body)
        let whole = try await call.send(to: fixture.untouched, body: body)
        let json = try JSONParser.parse(answer.body)
        #expect(json[list]?.elements.count == 1)
        #expect(try JSONParser.parse(whole.body)[list]?.elements.count == 3)
        #expect(json["data"]?.elements.count == 1)
        if let credits {
            #expect(json["has_nsfw_concepts"]?.elements.count == 1)
            #expect(answer["x-aimlapi-credits-used"] == credits)
        }
    }

    @Test func `is what comes of a job as well`() async throws {
        let scenario = ScenarioText("{ rules: [{ then: { partialBatch: 3 } }] }")
        let queue = try QueueFixture { $0.scenarios = [scenario.path] }
        let id = try await queue.submit(#"{"prompt":"a cat","num_images":4}"#)
        queue.clock.advance(by: .seconds(1))
        let result = try await queue.ask(about: id)
        #expect(try JSONParser.parse(result.body)["images"]?.elements.count == 3)
        #expect(result["x-fal-billable-units"] == "3")
    }

    @Test func `has its images in the answer where they are asked for there`() async throws {
        let fixture = try EffectFixture(then: "partialBatch: 2")
        let answer = try await EffectFixture.askForFour(fixture.server, #","sync_mode":true"#)
        let whole = try await EffectFixture.askForFour(fixture.untouched, #","sync_mode":true"#)
        let images = try JSONParser.parse(answer.body)["images"]?.elements
        #expect(images == (try JSONParser.parse(whole.body)["images"]?.elements.prefix(2)).map(Array.init))
    }
}
