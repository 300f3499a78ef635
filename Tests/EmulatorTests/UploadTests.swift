import Emulator
import JSON
import TestSupport
import Testing

@Suite struct `A file that a caller uploads` {
    private let picture = UploadFixture.picture

    @Test func `with a token is served as it came, with its type and the fields of the host`() async throws {
        let fixture = try UploadFixture()
        let fields = ["Content-Type: text/x; charset=utf-8", "X-Fal-File-Name: notes.txt"]
        let target = try #require(
            try await fixture.upload([0, 13, 10, 255], by: try await fixture.token(), fields: fields)
        )
        #expect(target.hasSuffix("_notes.txt"))
        let response = try await fixture.server.ask("GET", target)
        #expect(response.status == 200)
        #expect(response.body == [0, 13, 10, 255])
        #expect(response["content-type"] == "text/x; charset=utf-8")
        #expect(response["cache-control"] == "public, max-age=5184000, immutable")
        #expect(response["access-control-allow-origin"] == "*")
        #expect(response["accept-ranges"] == "bytes")
    }

    @Test func `is served in part, and not again to whoever has it`() async throws {
        let fixture = try UploadFixture()
        let target = try #require(try await fixture.upload([1, 2, 3, 4], by: try await fixture.token()))
        let part = try await fixture.server.ask("GET", target, fields: ["Range: bytes=1-2"])
        #expect(part.status == 206)
        #expect(part.body == [2, 3])
        #expect(part["content-range"] == "bytes 1-2/4")
        #expect(try await fixture.server.ask("GET", target, fields: ["Range: bytes=4-"]).status == 416)
        let tag = try #require(part["etag"])
        #expect(try await fixture.server.ask("GET", target, fields: ["If-None-Match: \(tag)"]).status == 304)
        #expect(try await fixture.server.ask("GET", target, fields: ["If-Match: \"other\""]).status == 412)
        let head = try await fixture.server.ask("HEAD", target)
        #expect(head["content-length"] == "4")
        #expect(head["etag"] == tag)
    }

    @Test func `at a signed address is not there before, and then is`() async throws {
        let fixture = try UploadFixture()
        let (upload, file) = try await fixture.initiate()
        #expect(try await fixture.status(file) == 404)
        #expect(try await fixture.server.ask("PUT", upload, bytes: picture).status == 200)
        let response = try await fixture.server.ask("GET", file)
        #expect(response.body == picture)
        #expect(response["content-type"] == "image/jpeg")
    }

    @Test func `at a signed address may say another type when it comes, and come twice`() async throws {
        let fixture = try UploadFixture()
        let (upload, file) = try await fixture.initiate()
        for (bytes, type) in [([1], "text/plain"), ([2, 3], "text/html")] as [([UInt8], String)] {
            let response = try await fixture.server.ask("PUT", upload, fields: ["Content-Type: \(type)"], bytes: bytes)
            #expect(response.status == 200)
            let stored = try await fixture.server.ask("GET", file)
            #expect(stored.body == bytes)
            #expect(stored["content-type"] == type)
        }
    }

    @Test(arguments: ["/fal", "/fal.run"])
    func `is found the way that the caller came`(run: String) async throws {
        let fixture = try UploadFixture()
        let prefix = run == "/fal" ? "/fal/rest" : "/rest.fal.ai"
        let response = try await fixture.server.ask(
            "POST",
            "\(prefix)/storage/upload/initiate-multipart",
            fields: ["Authorization: Key id:secret"],
            body: #"{"content_type":"image/png","file_name":"a.png"}"#
        )
        let answer = try JSONParser.parse(response.body)
        let start =
            "http://localhost:\(fixture.server.server.port)\(run == "/fal" ? "/fal/media" : "/v3b.fal.media")/files/b/"
        for name in ["file_url", "upload_url"] { #expect(answer[name]?.text.hasPrefix(start) == true) }
    }

    @Test func `can be the reference of an image, by any name of its host`() async throws {
        let fixture = try UploadFixture()
        let target = try #require(try await fixture.upload(by: try await fixture.token()))
        let path = target.dropFirst("/fal/media".utf8.count)
        let port = fixture.server.server.port
        for url in [
            "http://localhost:\(port)\(target)", "https://v3.fal.media\(path)",
            "http://127.0.0.1:\(port)/v3b.fal.media\(path)",
        ] {
            let response = try await fixture.server.ask(
                "POST",
                "/fal/fal-ai/flux/srpo/image-to-image",
                fields: ["Authorization: Key other:account", "Content-Type: application/json"],
                body: #"{"prompt":"a cat","image_url":"\#(url)","strength":0.5}"#
            )
            let image = try JSONParser.parse(response.body)["images"]?[0]
            #expect([image?["width"]?.number, image?["height"]?.number] == [48, 32], "\(url)")
        }
    }

    @Test func `that is no picture is refused as a reference in the vendor's words`() async throws {
        let fixture = try UploadFixture()
        let target = try #require(try await fixture.upload([1, 2, 3], by: try await fixture.token()))
        let response = try await fixture.server.ask(
            "POST",
            "/fal/fal-ai/flux/srpo/image-to-image",
            fields: ["Authorization: Key id:secret", "Content-Type: application/json"],
            body: #"{"prompt":"a cat","image_url":"http://localhost:\#(fixture.server.server.port)\#(target)"}"#
        )
        #expect(response.status == 422)
        #expect(response.text.contains("image_load_error"))
    }

    @Test func `is told in the journal, which shows no signature`() async throws {
        let fixture = try UploadFixture()
        let (upload, _) = try await fixture.initiate()
        _ = try await fixture.server.ask("PUT", upload, bytes: picture)
        _ = try await fixture.upload(by: "Authorization: Bearer wrong")
        let journal = try JSONParser.parse(try await fixture.server.ask("GET", "/_fauxto/requests").body)
        let requests = try #require(journal["requests"]).elements
        #expect(requests.map { $0["outcome"] } == [.null, .string("stored"), .string("unknownGrant")])
        #expect(
            requests[1]["notes"]?.elements.map(\.text) == [
                "stored cat.jpg: \(picture.count) bytes of image/jpeg",
                "request body of \(picture.count) bytes cut to 0",
            ]
        )
        #expect(requests[1]["request"]?["body"] == .string(""))
        #expect(requests[1]["target"]?.text.hasSuffix("?signature=[redacted]") == true)
        // The signature stands for the account that it was handed to.
        #expect(requests[1]["account"] == requests[0]["account"])
    }

    @Test func `is forgotten with everything else`() async throws {
        let fixture = try UploadFixture()
        let token = try await fixture.token()
        let target = try #require(try await fixture.upload(by: token))
        _ = try await fixture.server.ask("POST", "/_fauxto/reset")
        #expect(try await fixture.status(target) == 404)
        #expect(try await fixture.upload(by: token) == nil)
    }

    @Test func `gets the same place in every run, whatever other accounts do`() async throws {
        func place(disturbed: Bool) async throws -> String? {
            let fixture = try UploadFixture()
            if disturbed { _ = try await fixture.upload(by: try await fixture.token(key: "other:account")) }
            return try await fixture.upload(by: try await fixture.token())
        }
        #expect(try await place(disturbed: false) == place(disturbed: true))
    }
}
