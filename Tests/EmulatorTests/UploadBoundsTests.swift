import Emulator
import HTTPServer
import Simulation
import TestSupport
import Testing

@Suite struct `The store of uploaded files` {
    @Test func `takes no file over the limit, in one piece or in parts`() async throws {
        let fixture = try UploadFixture { $0.uploads.maximumBytes = 4 }
        let token = try await fixture.token()
        #expect(try await fixture.upload([1, 2, 3, 4], by: token) != nil)
        #expect(try await fixture.upload([1, 2, 3, 4, 5], by: token) == nil)
        let (address, _) = try await fixture.initiate()
        #expect(try await fixture.server.ask("PUT", address, bytes: [1, 2, 3, 4, 5]).status == 413)
        let (upload, _) = try await fixture.begin(token)
        _ = try await fixture.part(1, of: upload, token, [1, 2, 3])
        let response = try await fixture.server.ask("PUT", "\(upload)/2", fields: [token], bytes: [4, 5])
        #expect(response.status == 413)
    }

    @Test func `takes no body over the server's own limit`() async throws {
        let fixture = try UploadFixture { $0.limits.bodyBytes = 4 }
        let token = try await fixture.token()
        let response = try await fixture.server.ask(
            "POST",
            "/fal/media/files/upload",
            fields: [token],
            bytes: [1, 2, 3, 4, 5]
        )
        #expect(response.status == 413)
        #expect(response.text == "File too large, use multipart solution")
    }

    /// A file of so many bytes.
    private func file(of count: Int, _ byte: UInt8 = 0) -> [UInt8] { Array(repeating: byte, count: count) }

    @Test func `forgets the oldest files when all of them together are too large`() async throws {
        let fixture = try UploadFixture { $0.uploads.maximumTotalBytes = 100_000 }
        let token = try await fixture.token()
        var targets: [String] = []
        for byte in [1, 2, 3] as [UInt8] {
            targets.append(try #require(try await fixture.upload(file(of: 40_000, byte), by: token)))
        }
        #expect(try await fixture.status(targets[0]) == 404)
        #expect(try await fixture.status(targets[1]) == 200)
        #expect(try await fixture.status(targets[2]) == 200)
        #expect(try await fixture.upload(file(of: 100_000), by: token) == nil)
    }

    @Test func `counts the parts of unfinished files with the others`() async throws {
        let fixture = try UploadFixture { $0.uploads.maximumTotalBytes = 100_000 }
        let token = try await fixture.token()
        let stored = try #require(try await fixture.upload(file(of: 40_000), by: token))
        let (upload, _) = try await fixture.begin(token)
        _ = try await fixture.part(1, of: upload, token, file(of: 40_000))
        #expect(try await fixture.status(stored) == 200)
        _ = try await fixture.part(2, of: upload, token, file(of: 40_000))
        #expect(try await fixture.status(stored) == 404)
    }

    @Test func `counts files without a byte as well`() async throws {
        let fixture = try UploadFixture { $0.uploads.maximumTotalBytes = 3_000 }
        let token = try await fixture.token()
        let first = try #require(try await fixture.upload([], by: token))
        _ = try await fixture.begin(token)
        #expect(try await fixture.status(first) == 200)
        _ = try await fixture.initiate()
        #expect(try await fixture.status(first) == 404)
    }

    @Test func `serves a file for as long as its caller asks, and tells until when`() async throws {
        let fixture = try UploadFixture()
        let lifecycle = #"X-Fal-Object-Lifecycle: {"expiration_duration_seconds": 60}"#
        let (upload, file) = try await fixture.initiate(fields: [lifecycle])
        fixture.time.advance(by: .seconds(100))
        _ = try await fixture.server.ask("PUT", upload, bytes: UploadFixture.picture)
        let noon = ServerFixture.noon.milliseconds
        let response = try await fixture.server.ask("HEAD", file)
        #expect(response["x-fal-object-lifecycle-expiration"] == String(noon + 160_000))
        fixture.time.advance(by: .seconds(59))
        #expect(try await fixture.status(file) == 200)
        fixture.time.advance(by: .seconds(1))
        #expect(try await fixture.status(file) == 404)
    }

    @Test func `serves files for the configured time where their callers ask for none`() async throws {
        let fixture = try UploadFixture { $0.uploads.retentionSeconds = 60 }
        let token = try await fixture.token()
        let usual = try #require(try await fixture.upload(by: token))
        let lasting = #"X-Fal-Object-Lifecycle: {"expiration_duration_seconds": null}"#
        let unlimited = try #require(try await fixture.upload(by: token, fields: [lasting]))
        fixture.time.advance(by: .seconds(59))
        #expect(try await fixture.status(usual) == 200)
        fixture.time.advance(by: .seconds(1))
        #expect(try await fixture.status(usual) == 404)
        #expect(try await fixture.server.ask("HEAD", unlimited)["x-fal-object-lifecycle-expiration"] == nil)
        #expect(try await fixture.status(unlimited) == 200)
    }

    @Test func `serves files for ever by default`() async throws {
        let fixture = try UploadFixture()
        let target = try #require(try await fixture.upload(by: try await fixture.token()))
        fixture.time.advance(by: .seconds(50 * 365 * 86_400))
        #expect(try await fixture.server.ask("HEAD", target)["x-fal-object-lifecycle-expiration"] == nil)
        #expect(try await fixture.status(target) == 200)
    }
}
