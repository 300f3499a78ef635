import HTTP
import ImageGeneration
import JSON
import Simulation
import TestSupport
import Testing

@testable import Vendors

@Suite struct `fal's success` {
    let fal = Fal(settings: VendorSettings())
    let generation = Generation(model: "fal-ai/flux/srpo", prompt: "a \"cat\"\n猫")

    @Test func `is compact JSON with the keys in the recorded order`() {
        let image = GeneratedImage(
            url: "http://localhost:8080/v3b.fal.media/files/b/0a1b2c3d/x.jpg",
            size: PixelSize(width: 1024, height: 768),
            format: .jpeg
        )
        let images = GeneratedImages(images: [image], seed: Seed(655_745_353), inferenceSeconds: 0.747110141441226)
        let answer = fal.answer(.images(images), to: generation, for: Fal.call())
        #expect(
            String(decoding: answer.body, as: UTF8.self) == """
                {"images":[{"url":"http://localhost:8080/v3b.fal.media/files/b/0a1b2c3d/x.jpg","width":1024,\
                "height":768,"content_type":"image/jpeg"}],"timings":{"inference":0.747110141441226},\
                "seed":655745353,"has_nsfw_concepts":[false],"prompt":"a \\"cat\\"\\n猫"}
                """
        )
        #expect(answer.status == 200)
        #expect(answer.fields["content-type"] == "application/json")
        #expect(answer.fields["x-fal-billable-units"] == "1")
        #expect(answer.fields["strict-transport-security"] == "max-age=31536000; includeSubDomains")
        #expect(answer.fields["x-robots-tag"] == "noindex")
        #expect(answer.fields["x-fal-served-from"]?.utf8.count == 36)
        #expect(answer.fields["access-control-allow-origin"] == nil)
    }

    @Test func `is the one event of a stream where a stream was asked for`() throws {
        let images = GeneratedImages(images: [], seed: Seed(1), inferenceSeconds: 1)
        let plain = fal.answer(.images(images), to: generation, for: Fal.call())
        let stream = fal.answer(.images(images), to: generation, for: Fal.call(path: "/fal-ai/flux/srpo/stream"))
        #expect(stream.fields["content-type"] == "text/event-stream; charset=utf-8")
        #expect(stream.body == Array("data: ".utf8) + plain.body + Array("\n\n".utf8))
    }

    @Test func `repeats a seed of any size and flags each image`() throws {
        let images = [false, true].map { isUnsafe in
            GeneratedImage(
                url: "u",
                size: PixelSize(width: 512, height: 512),
                format: .png,
                isUnsafe: isUnsafe
            )
        }
        let digits = "123456789012345678901234567890"
        let result = GeneratedImages(images: images, seed: Seed(digits: digits), inferenceSeconds: 2)
        let answer = fal.answer(.images(result), to: generation, for: Fal.call())
        let body = try JSONParser.parse(answer.body).object
        #expect(body["seed"] == .bigInteger(digits))
        #expect(body["has_nsfw_concepts"] == .array([.bool(false), .bool(true)]))
        #expect(body["timings"] == .object(["inference": .double(2)]))
        #expect(body["images"]?.elements.map { $0.object["content_type"]?.text } == ["image/png", "image/png"])
    }

    @Test(arguments: [
        (1, 512, 512, "1"), (1, 1024, 1024, "1"), (4, 1024, 768, "4"), (1, 1025, 1024, "2"), (2, 2048, 2048, "8"),
    ])
    func `bills each begun megapixel`(count: Int, width: Int, height: Int, units: String) {
        let image = GeneratedImage(url: "u", size: PixelSize(width: width, height: height), format: .png)
        let result = GeneratedImages(
            images: Array(repeating: image, count: count),
            seed: Seed(1),
            inferenceSeconds: 1
        )
        let answer = fal.answer(.images(result), to: generation, for: Fal.call())
        #expect(answer.fields["x-fal-billable-units"] == units)
    }

    @Test func `has a request id of version 7 that tells the time, and the same for the same call`() throws {
        let answer = try answered(fal.receive(Fal.call(body: []))).answer
        let id = try #require(answer.fields["x-fal-request-id"])
        #expect(id.hasPrefix("019b76da-a800-7"))
        #expect(try answered(fal.receive(Fal.call(body: []))).answer.fields["x-fal-request-id"] == id)
    }

    @Test func `places images where fal's own stand`() throws {
        let draw = Draw(serverSeed: 7)
        let first = fal.imageLocation(index: 0, format: .jpeg, draw: draw)
        #expect(first.role.host == "v3b.fal.media")
        #expect(first.path.wholeMatch(of: /\/files\/b\/[0-9a-f]{8}\/[A-Za-z0-9_-]{21}\.jpg/) != nil)
        let second = fal.imageLocation(index: 1, format: .png, draw: draw)
        #expect(second.path.hasSuffix(".png"))
        #expect(first.path.dropLast(4) != second.path.dropLast(4))
        #expect(fal.imageFields(for: Fal.call(), expiry: nil)["cache-control"] == "public, max-age=5184000, immutable")
    }
}
