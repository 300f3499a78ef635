import Emulator
import TestSupport
import Testing

@Suite struct `What entitles to an upload` {
    @Test func `is a token for thirty days`() async throws {
        let fixture = try UploadFixture()
        let token = try await fixture.token()
        fixture.time.advance(by: .seconds(30 * 86_400 - 1))
        #expect(try await fixture.upload(by: token) != nil)
        fixture.time.advance(by: .seconds(1))
        let response = try await fixture.server.ask("POST", "/fal/media/files/upload", fields: [token], bytes: [1])
        #expect(response.status == 401)
        #expect(response.text == "Token expired")
    }

    @Test func `is no other token`() async throws {
        let fixture = try UploadFixture()
        let token = "Authorization: Bearer \(String(repeating: "x", count: 40))"
        for path in ["/files/upload", "/files/upload/multipart"] {
            let response = try await fixture.server.ask("POST", "/fal/media\(path)", fields: [token], bytes: [1])
            #expect(response.status == 401)
            #expect(response.text == "Invalid token")
        }
    }

    @Test func `is a signature for an hour`() async throws {
        let fixture = try UploadFixture()
        let (upload, _) = try await fixture.initiate()
        fixture.time.advance(by: .seconds(3599))
        #expect(try await fixture.server.ask("PUT", upload, bytes: [1]).status == 200)
        fixture.time.advance(by: .seconds(1))
        let response = try await fixture.server.ask("PUT", upload, bytes: [1])
        #expect(response.status == 403)
        #expect(response.text == "Signature expired")
    }

    @Test func `is a signature for one place alone`() async throws {
        let fixture = try UploadFixture()
        let (first, file) = try await fixture.initiate()
        let (second, _) = try await fixture.initiate()
        #expect(first != second)
        let signature = try #require(second.split(separator: "?").last)
        let response = try await fixture.server.ask("PUT", "\(file)?\(signature)", bytes: [1])
        #expect(response.status == 403)
        #expect(response.text == "Invalid signature")
        let new = try await fixture.server.ask("POST", "/fal/media/files/upload?\(signature)", bytes: [1])
        #expect(new.status == 403)
    }

    @Test func `is no token where no place is reserved`() async throws {
        let fixture = try UploadFixture()
        let token = try await fixture.token()
        let response = try await fixture.server.ask("PUT", "/fal/media/files/b/0/x.png", fields: [token], bytes: [1])
        #expect(response.status == 404)
    }

    @Test func `is not the place of somebody else's file`() async throws {
        let fixture = try UploadFixture()
        let target = try #require(try await fixture.upload([1], by: try await fixture.token()))
        let other = try await fixture.token(key: "other:account")
        #expect(try await fixture.server.ask("PUT", target, fields: [other], bytes: [2]).status == 404)
        #expect(try await fixture.server.ask("GET", target).body == [1])
    }
}
