import TestSupport
import Testing

@testable import Emulator

/// Each fault as a raw socket sees it, on every kind of answer that it can befall.
@Suite(.timeLimit(.minutes(5))) struct `A fault on the wire` {
    private let fixture: FaultFixture

    init() throws {
        fixture = try FaultFixture()
    }

    private static let withLength: [FaultyKind] = [.generation, .refusal, .smallImage, .part, .submission, .status]
    private static let chunked: [FaultyKind] = [.largeImage, .stream]
    private static let decision = "wish=header"

    private func head(_ client: RawClient, like whole: RawResponse) throws -> SeenHead {
        let head = try SeenHead(from: client)
        #expect(head.statusLine.hasPrefix("HTTP/1.1 \(whole.status) "))
        #expect(head.fields["x-fauxto-decision"] == Self.decision)
        #expect(head.fields["date"] != nil)
        return head
    }

    @Test(arguments: FaultyKind.allCases)
    func `resets the connection`(kind: FaultyKind) async throws {
        let isReset = try await fixture.see(kind, wishing: "CONNECTION_RESET_BY_PEER") { client in
            do throws(RawClient.Failure) {
                _ = try client.rest()
            } catch {
                if case .reset(let received) = error { return received.isEmpty }
            }
            return false
        }
        #expect(isReset)
    }

    @Test(arguments: FaultyKind.allCases)
    func `closes without a byte`(kind: FaultyKind) async throws {
        #expect(try await fixture.see(kind, wishing: "EMPTY_RESPONSE") { try $0.rest() }.isEmpty)
    }

    @Test(arguments: FaultyKind.allCases)
    func `closes after the head`(kind: FaultyKind) async throws {
        let whole = try await FaultFixture.whole(kind == .stream ? .generation : kind)
        try await fixture.see(kind, wishing: "CLOSE_AFTER_HEAD") { [self] client in
            let head = try head(client, like: whole)
            #expect(head.fields["content-type"] != nil)
            if Self.withLength.contains(kind) { #expect(head.length == whole.body.count) }
            #expect(bytesUntilCut(client).isEmpty)
        }
    }

    @Test(arguments: Self.withLength)
    func `cuts the body in the middle`(kind: FaultyKind) async throws {
        let whole = try await FaultFixture.whole(kind)
        try await fixture.see(kind, wishing: "TRUNCATED_BODY") { [self] client in
            let head = try head(client, like: whole)
            #expect(head.length == whole.body.count)
            #expect(bytesUntilCut(client).count == whole.body.count / 2)
        }
    }

    @Test(arguments: Self.chunked)
    func `cuts a chunked body before its last chunk`(kind: FaultyKind) async throws {
        let bytes = try await fixture.see(kind, wishing: "TRUNCATED_BODY") { client in
            let head = try SeenHead(from: client)
            #expect(head.fields["transfer-encoding"] == "chunked")
            return bytesUntilCut(client)
        }
        #expect(!bytes.isEmpty)
        #expect(!String(decoding: bytes, as: UTF8.self).hasSuffix("0\r\n\r\n"))
    }

    @Test(arguments: FaultyKind.allCases)
    func `sends what is no chunk`(kind: FaultyKind) async throws {
        try await fixture.see(kind, wishing: "MALFORMED_RESPONSE_CHUNK") { client in
            let head = try SeenHead(from: client)
            #expect(head.fields["transfer-encoding"] == "chunked")
            #expect(head.fields["x-fauxto-decision"] == Self.decision)
            let rest = try client.rest()
            #expect(String(decoding: rest, as: UTF8.self).hasPrefix("lskdu018973t09"))
        }
    }

    @Test(arguments: FaultyKind.allCases)
    func `sends bytes that are no HTTP`(kind: FaultyKind) async throws {
        let bytes = try await fixture.see(kind, wishing: "RANDOM_DATA_THEN_CLOSE") { try $0.rest() }
        #expect(bytes.count == 256)
        #expect(bytes.first == 0xFF)
    }

    @Test(arguments: Self.withLength)
    func `announces half the bytes that it sends`(kind: FaultyKind) async throws {
        let whole = try await FaultFixture.whole(kind)
        try await fixture.see(kind, wishing: "WRONG_CONTENT_LENGTH") { [self] client in
            let head = try head(client, like: whole)
            #expect(head.length == whole.body.count / 2)
            let rest = try client.rest()
            #expect(rest.count == whole.body.count)
        }
    }

    @Test(arguments: FaultyKind.allCases)
    func `sends nothing at all`(kind: FaultyKind) async throws {
        #expect(try await fixture.see(kind, wishing: "STALL_BEFORE_HEAD") { $0.isSilent(forMilliseconds: 300) })
    }

    @Test(arguments: Self.withLength)
    func `sends nothing more from the middle on`(kind: FaultyKind) async throws {
        let whole = try await FaultFixture.whole(kind)
        try await fixture.see(kind, wishing: "STALL_MID_BODY") { [self] client in
            let head = try head(client, like: whole)
            #expect(head.length == whole.body.count)
            _ = try client.bytes(whole.body.count / 2)
            #expect(client.isSilent(forMilliseconds: 300))
        }
    }

    @Test(arguments: Self.chunked)
    func `sends nothing more after the first piece of a chunked body`(kind: FaultyKind) async throws {
        try await fixture.see(kind, wishing: "STALL_MID_BODY") { client in
            _ = try SeenHead(from: client)
            let size = Int(try client.text(upTo: "\r\n").dropLast(), radix: 16)
            _ = try client.bytes((size ?? 0) + 2)
            #expect(client.isSilent(forMilliseconds: 300))
        }
    }

    @Test(arguments: FaultyKind.allCases)
    func `lets ten bytes through in a second`(kind: FaultyKind) async throws {
        let isChunked = Self.chunked.contains(kind)
        try await fixture.see(kind, wishing: "DRIP") { client in
            _ = try SeenHead(from: client)
            let start = ContinuousClock.now
            // A chunk of one byte takes six on the wire.
            _ = try client.bytes((isChunked ? 6 : 1) * 8)
            #expect(ContinuousClock.now - start >= .milliseconds(400))
        }
    }

    @Test func `closes a while after a whole answer that says so`() async throws {
        try await fixture.see(.generation, wishing: "SLOW_CLOSE") { client in
            let response = try client.response()
            #expect(response.status == 200)
            #expect(response["connection"] == "close")
            #expect(client.isSilent(forMilliseconds: 1_000))
            let start = ContinuousClock.now
            let rest = try client.rest()
            #expect(rest.isEmpty)
            #expect(ContinuousClock.now - start >= .seconds(2))
        }
    }

    @Test(arguments: FaultyKind.allCases)
    func `names a version that there is not`(kind: FaultyKind) async throws {
        try await fixture.see(kind, wishing: "INVALID_HTTP_VERSION") { client in
            let head = try SeenHead(from: client)
            #expect(head.statusLine.hasPrefix("HTTP/4.2 "))
            #expect(head.fields["x-fauxto-decision"] == Self.decision)
            let rest = try client.rest()
            #expect(rest.count == head.length)
        }
    }

    @Test(arguments: FaultyKind.allCases)
    func `is a record of TLS on a connection without`(kind: FaultyKind) async throws {
        let bytes = try await fixture.see(kind, wishing: "BAD_TLS_RECORD") { try $0.rest() }
        #expect(bytes.prefix(5) == [0x17, 3, 3, 0, 32])
        #expect(bytes.count == 37)
    }

    @Test(arguments: FaultyKind.allCases.filter { $0 != .stream })
    func `calls the body compressed, or another type`(kind: FaultyKind) async throws {
        let whole = try await FaultFixture.whole(kind)
        for (fault, field, value) in [
            ("MISLABELLED_GZIP", "content-encoding", "gzip"),
            ("WRONG_CONTENT_TYPE", "content-type", "text/html; charset=utf-8"),
        ] {
            let response = try await FaultFixture().see(kind, wishing: fault) { try $0.response() }
            #expect(response[field] == value)
            #expect(response.fields.filter { $0.name.lowercased() == field }.count == 1)
            #expect(response.status == whole.status)
            #expect(response.body.count == whole.body.count)
            #expect(response["content-security-policy"] == (field == "content-type" ? "sandbox" : nil))
            #expect(response["x-fauxto-decision"] == Self.decision)
        }
    }

    @Test(arguments: Self.withLength)
    func `passes half a body off as all of it`(kind: FaultyKind) async throws {
        let whole = try await FaultFixture.whole(kind)
        let response = try await fixture.see(kind, wishing: "HALF_IMAGE") { try $0.response() }
        #expect(response["content-length"] == "\(whole.body.count / 2)")
        #expect(response.status == whole.status)
        if kind == .smallImage { #expect(response.body.elementsEqual(whole.body.prefix(whole.body.count / 2))) }
    }

    @Test func `passes the first rows of a large image off as all of it`() async throws {
        let whole = try await FaultFixture.whole(.largeImage)
        let response = try await fixture.see(.largeImage, wishing: "HALF_IMAGE") { try $0.response() }
        #expect(!response.body.isEmpty)
        #expect(response.body.count < whole.body.count)
        #expect(whole.body.starts(with: response.body))
    }

    @Test(arguments: [FaultyKind.smallImage, .largeImage])
    func `has a download answered as one that is no longer there`(kind: FaultyKind) async throws {
        let missing = try await fixture.fixture.ask("GET", "/fal/media/files/b/0a8b0000/nowhere.jpeg")
        let response = try await fixture.see(kind, wishing: "EXPIRED_LINK") { try $0.response() }
        #expect(response.status == 404)
        #expect(response.body == missing.body)
        #expect(response["x-fauxto-decision"] == Self.decision)
    }

    @Test func `has the images of an answer expired from the start`() async throws {
        let server = fixture.fixture
        let answer = try await server.generate(#"{"prompt":"a cat [[fault:EXPIRED_LINK]]"}"#)
        #expect(try await server.ask("GET", try server.imageTarget(in: answer)).status == 404)
        let intact = try await server.generate()
        #expect(try await server.ask("GET", try server.imageTarget(in: intact)).status == 200)
    }
}

/// Everything until the connection ends, in whichever way.
private func bytesUntilCut(_ client: RawClient) -> [UInt8] {
    var bytes: [UInt8] = []
    while let next = try? client.bytes(1) { bytes += next }
    return bytes
}
