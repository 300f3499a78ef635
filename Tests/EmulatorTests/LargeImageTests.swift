import HTTP
import ImageGeneration
import Imaging
import Locks
import Simulation
import TestSupport
import Testing
import Vendors

@testable import Emulator

@Suite struct `An image of more than four megapixels` {
    @Test func `is sent as it is drawn, whole, without its length`() async throws {
        let fixture = try ServerFixture()
        let answer = try await fixture.generate(
            #"{"prompt":"a cat","image_size":{"width":2049,"height":2048},"output_format":"png"}"#
        )
        let target = try fixture.imageTarget(in: answer)
        let response = try await fixture.ask("GET", target, fields: ["Range: bytes=0-9"])
        #expect(response.status == 200)
        #expect(response["transfer-encoding"] == "chunked")
        #expect(response["accept-ranges"] == "none")
        let image = try ReferenceImage.decode(response.body)
        #expect([image.width, image.height] == [2_049, 2_048])
        let tag = try #require(response["etag"])
        #expect(try await fixture.ask("GET", target, fields: ["If-None-Match: \(tag)"]).status == 304)
    }

    @Test func `is drawn no further once the client has gone`() async throws {
        let writer = LeavingWriter(afterPieces: 3)
        let image = PromisedImage(
            Recipe(prompt: "", seed: 1, width: 14_142, height: 14_142),
            format: .jpeg,
            account: nil,
            request: PromisedImage.Request(
                vendor: vendorTable[0].init(settings: VendorSettings()),
                model: "",
                seed: Seed(1),
                count: 1,
                draw: Draw(serverSeed: 0),
                time: ServerFixture.noon
            ),
            imaging: EmulatorConfiguration.Imaging()
        )
        await #expect(throws: HTTPWriteError.connectionClosed) { try await image.draw(to: writer) }
        #expect(writer.pieces.withLock { $0 } == 4)
    }

    @Test func `cannot be a reference when it has more pixels than references may have`() async throws {
        let fixture = try ServerFixture { $0.references.maximumPixels = 1_000_000 }
        let answer = try await fixture.generate(#"{"prompt":"a cat","image_size":{"width":4000,"height":4000}}"#)
        let url = try #require(answer["images"]?[0]?["url"]?.text)
        let response = try await fixture.ask(
            "POST",
            "/fal/fal-ai/flux/srpo/image-to-image",
            fields: ["Authorization: Key id:secret", "Content-Type: application/json"],
            body: #"{"prompt":"a cat","image_url":"\#(url)"}"#
        )
        #expect(response.status == 422)
    }
}

/// A client that takes some pieces and then goes away.
private final class LeavingWriter: HTTPResponseWriter {
    let pieces = Lock(0)
    private let limit: Int

    init(afterPieces limit: Int) {
        self.limit = limit
    }

    func write(_ bytes: [UInt8]) async throws(HTTPWriteError) {
        let count = pieces.withLock { pieces in
            pieces += 1
            return pieces
        }
        if count > limit { throw .connectionClosed }
    }
}
