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
        let fixture = try ServerFixture { configure(&$0.imaging) }
        let answer = try await fixture.generate(
            #"{"prompt":"a cat","seed":7,"image_size":{"width":640,"height":480},"output_format":"\#(format)"}"#
        )
        return try await fixture.ask("GET", try fixture.imageTarget(in: answer)).body
    }

    @Test func `sets how much grain is sown`() async throws {
        let sizes = [
            try await file("png") { $0.finish.texture = Texture(0) }.count,
            try await file("png") { $0.finish.texture = Texture(0.3) }.count,
            try await file("png") { $0.finish.texture = Texture(1) }.count,
        ]
        #expect(sizes[0] * 2 < sizes[1] && sizes[1] < sizes[2])
    }

    @Test func `sets the quality of JPEG files`() async throws {
        let heavy = try await file("jpeg") { $0.jpegQuality = 95 }
        let light = try await file("jpeg") { $0.jpegQuality = 30 }
        #expect(light.count * 2 < heavy.count)
        #expect(try await file("jpeg") { _ in } == heavy)
    }
}
