import Emulator
import TestSupport
import Testing

@Suite struct `A promised image` {
    @Test func `is served whole, with its type, length, tag and the image host's fields`() async throws {
        let fixture = try ServerFixture()
        let target = try fixture.imageTarget(in: try await fixture.generate())
        let response = try await fixture.ask("GET", target)
        #expect(response.status == 200)
        #expect(response["content-type"] == "image/jpeg")
        #expect(response["content-length"] == String(response.body.count))
        #expect(response["accept-ranges"] == "bytes")
        #expect(response["cache-control"] == "public, max-age=5184000, immutable")
        #expect(response["access-control-allow-origin"] == "*")
        #expect(response["etag"]?.hasPrefix("\"") == true)
        #expect(response.body.starts(with: [0xFF, 0xD8, 0xFF]))
    }

    @Test func `has the format asked for`() async throws {
        let fixture = try ServerFixture()
        let answer = try await fixture.generate(#"{"prompt":"a cat","output_format":"png","image_size":"square"}"#)
        let response = try await fixture.ask("GET", try fixture.imageTarget(in: answer))
        #expect(response["content-type"] == "image/png")
        #expect(response.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        // Width and height of the header chunk: 512 each.
        #expect(response.body[16..<24].elementsEqual([0, 0, 2, 0, 0, 0, 2, 0]))
    }

    @Test func `is served in part`() async throws {
        let fixture = try ServerFixture()
        let target = try fixture.imageTarget(in: try await fixture.generate())
        let whole = try await fixture.ask("GET", target).body
        let part = try await fixture.ask("GET", target, fields: ["Range: bytes=10-19"])
        #expect(part.status == 206)
        #expect(part["content-range"] == "bytes 10-19/\(whole.count)")
        #expect(part.body.elementsEqual(whole[10..<20]))
        let beyond = try await fixture.ask("GET", target, fields: ["Range: bytes=99999999-"])
        #expect(beyond.status == 416)
        #expect(beyond["content-range"] == "bytes */\(whole.count)")
    }

    @Test func `is served whole when If-Range names another`() async throws {
        let fixture = try ServerFixture()
        let target = try fixture.imageTarget(in: try await fixture.generate())
        let tag = try #require(try await fixture.ask("HEAD", target)["etag"])
        let range = "Range: bytes=0-0"
        #expect(try await fixture.ask("GET", target, fields: [range, "If-Range: \(tag)"]).status == 206)
        #expect(try await fixture.ask("GET", target, fields: [range, "If-Range: \"other\""]).status == 200)
    }

    @Test func `HEAD tells all but the body`() async throws {
        let fixture = try ServerFixture()
        let target = try fixture.imageTarget(in: try await fixture.generate())
        let head = try await fixture.ask("HEAD", target)
        let whole = try await fixture.ask("GET", target)
        #expect(head.status == 200)
        #expect(head["content-length"] == String(whole.body.count))
        #expect(head["etag"] == whole["etag"])
    }

    @Test func `is not sent again to a client that has it`() async throws {
        let fixture = try ServerFixture()
        let target = try fixture.imageTarget(in: try await fixture.generate())
        let tag = try #require(try await fixture.ask("HEAD", target)["etag"])
        for condition in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
            let response = try await fixture.ask("GET", target, fields: ["If-None-Match: \(condition)"])
            #expect(response.status == 304, "If-None-Match: \(condition)")
        }
        #expect(try await fixture.ask("GET", target, fields: ["If-None-Match: \"x\""]).status == 200)
        #expect(try await fixture.ask("GET", target, fields: ["If-Match: \"x\""]).status == 412)
        #expect(try await fixture.ask("GET", target, fields: ["If-Match: \(tag)"]).status == 200)
    }

    @Test func `is forgotten when more are promised than are kept, and then answers as the vendor's expired ones`()
        async throws
    {
        let fixture = try ServerFixture { $0.images.maximumRecipes = 2 }
        let first = try fixture.imageTarget(in: try await fixture.generate())
        _ = try await fixture.generate(#"{"prompt":"two more","num_images":2}"#)
        #expect(try await fixture.ask("GET", first).status == 404)
    }

    @Test func `is forgotten when what is kept weighs too much`() async throws {
        let fixture = try ServerFixture { $0.images.maximumRecipeBytes = 2_000 }
        let first = try fixture.imageTarget(in: try await fixture.generate())
        #expect(try await fixture.ask("HEAD", first).status == 200)
        _ = try await fixture.generate(#"{"prompt":"\#(String(repeating: "x", count: 1_500))"}"#)
        #expect(try await fixture.ask("GET", first).status == 404)
    }

    @Test func `is the same file whether or not it is kept`() async throws {
        let kept = try ServerFixture()
        let drawnAnew = try ServerFixture { $0.images.maximumCacheBytes = 0 }
        var files: [[UInt8]] = []
        for fixture in [kept, drawnAnew] {
            let target = try fixture.imageTarget(in: try await fixture.generate(#"{"prompt":"a cat","seed":1}"#))
            files.append(try await fixture.ask("GET", target).body)
            files.append(try await fixture.ask("GET", target).body)
        }
        #expect(Set(files).count == 1)
    }
}
