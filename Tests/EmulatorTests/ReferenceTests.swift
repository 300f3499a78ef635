import Emulator
import Foundation
import Imaging
import JSON
import TestSupport
import Testing

@Suite struct `The reference of an image-to-image request` {
    /// A PNG of 2×1 pixels, red and blue.
    private static let redAndBlue =
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg=="

    private func ask(_ fixture: ServerFixture, reference: String, strength: Double = 0.5) async throws -> RawResponse {
        try await fixture.ask(
            "POST",
            "/fal/fal-ai/flux/srpo/image-to-image",
            fields: ["Authorization: Key id:secret", "Content-Type: application/json"],
            body:
                #"{"prompt":"a cat","image_url":"\#(reference)","strength":\#(strength),"seed":1,"output_format":"png"}"#
        )
    }

    private func size(in response: RawResponse) throws -> [Int?] {
        let image = try JSONParser.parse(response.body)["images"]?[0]
        return [image?["width"]?.number, image?["height"]?.number]
    }

    private func notes(of fixture: ServerFixture) async throws -> [String] {
        let response = try await fixture.ask("GET", "/_fauxto/requests")
        let requests = try JSONParser.parse(response.body)["requests"]?.elements ?? []
        return requests.flatMap { $0["notes"]?.elements.map(\.text) ?? [] }
    }

    @Test func `can be a data URI, and gives the answer its size`() async throws {
        let response = try await ask(ServerFixture(), reference: "data:image/png;base64,\(Self.redAndBlue)")
        #expect(response.status == 200)
        #expect(try size(in: response) == [2, 1])
    }

    @Test(arguments: ["progressive.jpg", "lossy-alpha.webp", "animated.webp", "interlaced.gif"])
    func `can be a file of every format that is read`(name: String) async throws {
        let data = Data(Fixture.bytes("imaging/\(name)")).base64EncodedString()
        let response = try await ask(ServerFixture(), reference: "data:;base64,\(data)")
        #expect(response.status == 200)
        #expect(try size(in: response) == [48, 32])
    }

    @Test func `can be an image that was handed out before`() async throws {
        let fixture = try ServerFixture()
        let first = try await fixture.generate(#"{"prompt":"a dog","image_size":{"width":96,"height":64}}"#)
        let url = try #require(first["images"]?[0]?["url"]?.text)
        #expect(try size(in: try await ask(fixture, reference: url)) == [96, 64])
    }

    @Test func `is taken without its caption and marks when it was handed out before`() async throws {
        let fixture = try ServerFixture { $0.imaging.finish = .none }
        let captioned = try ServerFixture { $0.imaging.finish.texture = Texture(0) }
        var pictures: [[UInt8]] = []
        for first in [fixture, captioned] {
            let body = #"{"prompt":"a dog","seed":3,"image_size":{"width":96,"height":64},"output_format":"png"}"#
            let url = try #require(try await first.generate(body)["images"]?[0]?["url"]?.text)
            let answer = try JSONParser.parse(try await ask(first, reference: url, strength: 0.01).body)
            let file = try await first.ask("GET", try first.imageTarget(in: answer)).body
            pictures.append(try ReferenceImage.decode(file).pixels)
        }
        // The rows above the new caption, which is alike in both.
        #expect(pictures[0].prefix(96 * 3 * 40) == pictures[1].prefix(96 * 3 * 40))
        #expect(pictures[0] != pictures[1])
    }

    @Test func `shows in the picture as strongly as strength says`() async throws {
        let fixture = try ServerFixture()
        var pictures: [[UInt8]] = []
        for strength in [0.01, 0.5, 1] {
            let response = try await ask(fixture, reference: "data:;base64,\(Self.redAndBlue)", strength: strength)
            let target = try fixture.imageTarget(in: try JSONParser.parse(response.body))
            pictures.append(try await fixture.ask("GET", target).body)
        }
        #expect(Set(pictures).count == 3)
    }

    @Test func `can be a file that the configuration puts in a URL's place`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "references-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try #require(Data(base64Encoded: Self.redAndBlue)).write(to: folder.appending(path: "a.png"))
        let folderPath = folder.path + "/"
        let fixture = try ServerFixture {
            $0.references.map = [("https://cdn.example/", folderPath), ("https://bücher.example/", folderPath)]
        }
        #expect(try size(in: try await ask(fixture, reference: "https://cdn.example/a.png?x=1")) == [2, 1])
        #expect(try size(in: try await ask(fixture, reference: "https://bücher.example/a.png")) == [2, 1])
        #expect(try await ask(fixture, reference: "https://cdn.example/b.png").status == 422)
        #expect(try await ask(fixture, reference: "https://cdn.example/../a.png").status == 422)
    }

    @Test(.timeLimit(.minutes(1)))
    func `is not waited for where a pipe or a folder is in the file's place`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "references-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let pipe = folder.appending(path: "pipe").path
        try #require(mkfifo(pipe, 0o600) == 0)
        let fixture = try ServerFixture { $0.references.map = [("https://cdn.example/", folder.path + "/")] }
        for name in ["pipe", ""] {
            #expect(try await ask(fixture, reference: "https://cdn.example/\(name)").status == 422)
        }
        let reason = "it is no regular file; copy its contents into one"
        #expect(
            try await notes(of: fixture).sorted()
                == ["reference not found: \(folder.path)/: \(reason)", "reference not found: \(pipe): \(reason)"]
        )
    }

    @Test func `elsewhere is never fetched, keeps one size per URL, and is noted`() async throws {
        let fixture = try ServerFixture()
        let url = "https://pictures.example/cat.png"
        let first = try size(in: try await ask(fixture, reference: url))
        let second = try size(in: try await ask(fixture, reference: url))
        #expect(first == second)
        #expect(first[0] != nil)
        #expect(
            try await notes(of: fixture).first
                == "reference not fetched: host 'pictures.example' is not in references.fetch"
        )
    }

    @Test func `is fetched from a host that the configuration allows`() async throws {
        let source = try ServerFixture()
        let picture = try await source.generate(#"{"prompt":"a dog","image_size":{"width":96,"height":64}}"#)
        let url = "http://127.0.0.1:\(source.server.port)\(try source.imageTarget(in: picture))"
        let fixture = try ServerFixture { $0.references.fetch = ["127.0.0.1"] }
        #expect(try size(in: try await ask(fixture, reference: url)) == [96, 64])
        #expect(try await notes(of: fixture).first?.hasPrefix("reference fetched: ") == true)
    }

    @Test func `is fetched as written, whatever patterns a tool may see in it`() async throws {
        let source = try ServerFixture()
        let fixture = try ServerFixture { $0.references.fetch = ["127.0.0.1"] }
        let url = "http://127.0.0.1:\(source.server.port)/fal/media/{a,b}.png"
        #expect(try await ask(fixture, reference: url).status == 422)
        // Braces stand for no two files, and as they are they are no path.
        #expect(try await notes(of: fixture).first?.hasPrefix("reference not fetched: ") == true)
        let requests = try await source.ask("GET", "/_fauxto/requests")
        #expect(try JSONParser.parse(requests.body)["requests"]?.elements.isEmpty == true)
    }

    @Test(arguments: [
        "data:image/png;base64,AAAA", "data:image/png;base64,%%%", "data:,hello", "not-a-url", "ftp://x/y.png",
    ])
    func `that cannot be read is refused in the vendor's words`(reference: String) async throws {
        let response = try await ask(ServerFixture(), reference: reference)
        #expect(response.status == 422)
        #expect(response.text.contains(reference))
    }

    /// A GIF of 65,535 × 65,535 pixels, by its header.
    private static let bomb = "data:image/gif;base64,R0lGODlh/////wAAADs="
    private static let bombNote =
        "reference not decoded: The image has 65535×65535 pixels, and at most 50000000 pixels are accepted."

    @Test func `that is a bomb is refused by fal in its words, and noted`() async throws {
        let fixture = try ServerFixture()
        let response = try await ask(fixture, reference: Self.bomb)
        #expect(response.status == 422)
        let error = try #require(try JSONParser.parse(response.body)["detail"]?[0])
        #expect(error["type"]?.text == "file_too_large")
        #expect(error["msg"]?.text == "File too large")
        #expect(error["input"]?.text == Self.bomb)
        #expect(try await notes(of: fixture) == [Self.bombNote])
    }

    @Test func `that is a bomb is refused by AI/ML API in its words, and noted`() async throws {
        let fixture = try ServerFixture()
        let response = try await fixture.ask(
            "POST",
            "/aimlapi/v1/images/generations",
            fields: ["Authorization: Bearer secret", "Content-Type: application/json"],
            body: #"{"model":"flux/srpo/image-to-image","prompt":"a cat","image_url":"\#(Self.bomb)"}"#
        )
        #expect(response.status == 400)
        #expect(response.text.contains("Image too large"))
        #expect(try await notes(of: fixture) == [Self.bombNote])
    }

    @Test(arguments: [
        ("data:image/png;base64,%%%", "the data URI is broken"),
        ("data:,hello", "The bytes are not an image."),
        ("data:;base64,R0lGODlhAQABAAAAADs=", "The image is broken: there is no frame."),
        ("data:,BM....%00%00%00%00", "The image cannot be read: BMP is not read, only PNG, JPEG, WebP and GIF."),
        // 16,385 × 1 pixels: no picture of its size could be drawn.
        (
            "data:;base64,R0lGODlhAUABAAAAADs=",
            "The image has 16385×1 pixels, and a side of at most 16384 is accepted."
        ),
    ])
    func `that cannot be read is explained in the journal`(reference: String, reason: String) async throws {
        let fixture = try ServerFixture()
        #expect(try await ask(fixture, reference: reference).status == 422)
        #expect(try await notes(of: fixture) == ["reference not decoded: \(reason)"])
    }

    @Test func `that is too large is refused`() async throws {
        let reference = "data:image/png;base64,\(Self.redAndBlue)"
        let fixture = try ServerFixture { $0.references.maximumBytes = 20 }
        #expect(try await ask(fixture, reference: reference).status == 422)
        #expect(
            try await notes(of: fixture) == [
                "reference not decoded: The image has 70 bytes, and at most 20 are accepted."
            ]
        )
        #expect(try await ask(ServerFixture { $0.references.maximumPixels = 1 }, reference: reference).status == 422)
        #expect(try await ask(ServerFixture { $0.references.maximumPixels = 2 }, reference: reference).status == 200)
    }

    @Test func `that was forgotten is refused`() async throws {
        let fixture = try ServerFixture { $0.images.maximumRecipes = 1 }
        let first = try await fixture.generate()
        _ = try await fixture.generate()
        let url = try #require(first["images"]?[0]?["url"]?.text)
        #expect(try await ask(fixture, reference: url).status == 422)
    }

    /// What no vendor's server can reach, in the forms that clients send.
    static let local = [
        "http://localhost/a.png", "http://web.localhost:3000/a.png", "http://127.0.0.1:9000/a.png",
        "http://192.168.1.7/a.png", "https://10.0.0.1/a.png", "http://169.254.169.254/latest", "http://[::1]/a.png",
        "http://[fe80::1]/a.png", "http://[::ffff:10.0.0.1]/a.png", "http://0.0.0.0/a.png", "http://2130706433/a.png",
        "http://127.0.0.%31/a.png", "http://minio:9000/a.png", "http://printer.local/a.png",
        "http://host.docker.internal:3000/a.png", "http://nas.home.arpa/a.png",
    ]

    @Test(arguments: local)
    func `is refused at an address that no vendor can reach, as fal refuses it`(url: String) async throws {
        let fixture = try ServerFixture()
        let response = try await ask(fixture, reference: url)
        #expect(response.status == 422)
        let finding = try JSONParser.parse(response.body)["detail"]?[0]
        #expect(finding?["type"]?.text == "file_download_error")
        #expect(finding?["input"]?.text == url)
        #expect(try await notes(of: fixture).contains { $0.contains("references.unreachable") })
    }

    @Test func `is refused there by others in their words`() async throws {
        let response = try await ServerFixture().ask(
            "POST",
            "/aimlapi/v1/images/generations",
            fields: ["Authorization: Bearer secret", "Content-Type: application/json"],
            body: #"{"model":"flux/srpo/image-to-image","prompt":"a cat","image_url":"http://127.0.0.1:9/a.png"}"#
        )
        #expect(response.status == 400)
    }

    @Test(arguments: local)
    func `is invented there where an operator wants that`(url: String) async throws {
        let response = try await ask(ServerFixture { $0.references.unreachable = .invent }, reference: url)
        #expect(response.status == 200)
    }

    @Test func `is invented at a public host`() async throws {
        #expect(try await ask(ServerFixture(), reference: "https://example.com/a.png").status == 200)
        for host in ["8.8.8.8", "local.example", "internal.example.com", "mylocal.com"] {
            #expect(try await ask(ServerFixture(), reference: "http://\(host)/a.png").status == 200, "\(host)")
        }
    }

    @Test func `is fetched by whichever of its host's addresses answers`() async throws {
        let source = try ServerFixture()
        let picture = try await source.generate(#"{"prompt":"a dog","image_size":{"width":96,"height":64}}"#)
        let url = "http://localhost:\(source.server.port)\(try source.imageTarget(in: picture))"
        let fixture = try ServerFixture { $0.references.fetch = ["localhost"] }
        #expect(try size(in: try await ask(fixture, reference: url)) == [96, 64])
    }

    @Test func `is not fetched from the server itself`() async throws {
        let fixture = try ServerFixture { $0.references.fetch = ["127.0.0.1"] }
        let url = "http://127.0.0.1:\(fixture.server.port)/_fauxto/requests"
        #expect(try await ask(fixture, reference: url).status == 422)
        #expect(try await notes(of: fixture).contains { $0.contains("this server itself") })
    }
}
