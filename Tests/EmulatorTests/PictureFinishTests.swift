import Emulator
import Imaging
import TestSupport
import Testing

@Suite struct `The configuration of pictures` {
    /// The file of one fixed request under a configuration.
    private func file(
        _ format: String,
        _ configure: @escaping (inout EmulatorConfiguration.Imaging) -> Void
    ) async throws -> [UInt8] {
        try await response(format, configure).body
    }

    private func response(
        _ format: String,
        _ configure: @escaping (inout EmulatorConfiguration.Imaging) -> Void
    ) async throws -> RawResponse {
        let fixture = try ServerFixture { configure(&$0.imaging) }
        let answer = try await fixture.generate(
            #"{"prompt":"a cat","seed":7,"image_size":{"width":640,"height":480},"output_format":"\#(format)"}"#
        )
        return try await fixture.ask("GET", try fixture.imageTarget(in: answer))
    }

    @Test func `sets how much grain is sown`() async throws {
        let sizes = [
            try await file("png") { $0.finish.texture = Texture(0) }.count,
            try await file("png") { $0.finish.texture = Texture(0.3) }.count,
            try await file("png") { $0.finish.texture = Texture(1) }.count,
        ]
        #expect(sizes[0] * 2 < sizes[1] && sizes[1] < sizes[2])
    }

    @Test func `leaves out the caption`() async throws {
        let captioned = try ReferenceImage.decode(try await file("png") { $0.finish.texture = Texture(0) })
        let bare = try ReferenceImage.decode(
            try await file("png") {
                $0.finish.texture = Texture(0)
                $0.finish.caption = false
            }
        )
        // The lowest row is the receipt's, in both; a caption lies above it.
        let row = captioned.width * 3
        #expect(captioned.pixels != bare.pixels)
        #expect(captioned.pixels.suffix(row) == bare.pixels.suffix(row))
    }

    @Test func `leaves out the receipt, in the metadata and in the pixels`() async throws {
        let found = try FoundReceipt.find(in: try await file("png") { _ in })
        guard case .metadata(let receipt) = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect([receipt.width, receipt.height] == [640, 480])
        #expect(receipt.seed == "7")
        #expect(try FoundReceipt.find(in: try await file("png") { $0.finish.receipt = false }) == nil)
    }

    @Test func `gives files that differ entity tags that differ`() async throws {
        let tags = [
            try await response("jpeg") { _ in }["etag"],
            try await response("jpeg") { $0.jpegQuality = 30 }["etag"],
            try await response("jpeg") { $0.finish.caption = false }["etag"],
            try await response("jpeg") { $0.finish.receipt = false }["etag"],
            try await response("jpeg") { $0.finish.texture = Texture(0) }["etag"],
            try await response("png") { _ in }["etag"],
        ]
        #expect(Set(tags).count == tags.count && !tags.contains(nil))
    }

    @Test func `sets the quality of JPEG files`() async throws {
        let heavy = try await file("jpeg") { $0.jpegQuality = 95 }
        let light = try await file("jpeg") { $0.jpegQuality = 30 }
        #expect(light.count * 2 < heavy.count)
        #expect(try await file("jpeg") { _ in } == heavy)
    }
}
