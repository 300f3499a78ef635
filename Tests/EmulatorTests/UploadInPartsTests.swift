import Emulator
import JSON
import TestSupport
import Testing

@Suite struct `A file that a caller uploads in parts` {
    @Test func `is there once it is complete, its parts in the order of their numbers`() async throws {
        let fixture = try UploadFixture()
        let token = try await fixture.token()
        let (upload, file) = try await fixture.begin(token)
        let second = try await fixture.part(2, of: upload, token, [4, 5])
        let first = try await fixture.part(1, of: upload, token, [1, 2, 3])
        #expect(try await fixture.status(file) == 404)
        #expect(try await fixture.complete(upload, token, [(2, second), (1, first)]).status == 200)
        let response = try await fixture.server.ask("GET", file)
        #expect(response.body == [1, 2, 3, 4, 5])
        #expect(response["content-type"] == "image/jpeg")
    }

    @Test func `can be sent to a signed address, without any token`() async throws {
        let fixture = try UploadFixture()
        let (upload, file) = try await fixture.initiate(inParts: true)
        let address = upload.split(separator: "?")
        let part = try await fixture.server.ask("PUT", "\(address[0])/1?\(address[1])", bytes: [1, 2])
        let tag = try #require(part["etag"]).replacing("\"", with: #"\""#)
        let completion = try await fixture.server.ask(
            "POST",
            "\(address[0])/complete?\(address[1])",
            body: #"{"parts":[{"partNumber":1,"etag":"\#(tag)"}]}"#
        )
        #expect(completion.status == 200)
        #expect(try await fixture.server.ask("GET", file).body == [1, 2])
    }

    @Test func `keeps the last of two parts of one number, and only the parts that are named`() async throws {
        let fixture = try UploadFixture()
        let token = try await fixture.token()
        let (upload, file) = try await fixture.begin(token)
        let replaced = try await fixture.part(1, of: upload, token, [1])
        let first = try await fixture.part(1, of: upload, token, [2])
        _ = try await fixture.part(2, of: upload, token, [3])
        #expect(try await fixture.complete(upload, token, [(1, replaced)]).status == 400)
        #expect(try await fixture.complete(upload, token, [(1, first)]).status == 200)
        #expect(try await fixture.server.ask("GET", file).body == [2])
    }

    @Test func `is not made of parts that were never sent, named twice, or named with another's tag`() async throws {
        let fixture = try UploadFixture()
        let token = try await fixture.token()
        let (upload, file) = try await fixture.begin(token)
        let tag = try await fixture.part(1, of: upload, token, [1])
        let other = try await fixture.part(2, of: upload, token, [2])
        for parts in [[], [(3, tag)], [(1, tag), (1, tag)], [(1, other)], [(1, "")]] {
            let response = try await fixture.complete(upload, token, parts)
            #expect(response.status == 400)
            #expect(response.text.hasSuffix("(10025)"))
        }
        #expect(try await fixture.status(file) == 404)
    }

    @Test func `is known by its id, its place and its account, until it is complete`() async throws {
        let fixture = try UploadFixture()
        let token = try await fixture.token()
        let (upload, file) = try await fixture.begin(token)
        let tag = try await fixture.part(1, of: upload, token, [1])
        func refusals(_ upload: String, _ token: String) async throws -> [String] {
            let part = try await fixture.server.ask("PUT", "\(upload)/1", fields: [token], bytes: [1])
            return [part.text, try await fixture.complete(upload, token, [(1, tag)]).text]
        }
        let unknown = [
            "uploadPart: The specified multipart upload does not exist. (10024)",
            "completeMultipartUpload: The specified multipart upload does not exist. (10024)",
        ]
        #expect(try await refusals("\(file)/multipart/other", token) == unknown)
        #expect(try await refusals("/fal/media/files/b/0/x/multipart/\(upload.suffix(64))", token) == unknown)
        #expect(try await refusals(upload, fixture.token(key: "other:account")) == unknown)
        #expect(try await fixture.complete(upload, token, [(1, tag)]).status == 200)
        #expect(try await refusals(upload, token) == unknown)
    }

    @Test func `cannot come in one piece instead`() async throws {
        let fixture = try UploadFixture()
        let (upload, file) = try await fixture.initiate(inParts: true)
        let signature = try #require(upload.split(separator: "?").last)
        #expect(try await fixture.server.ask("PUT", "\(file)?\(signature)", bytes: [1]).status == 404)
    }
}
