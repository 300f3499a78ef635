import Emulator
import JSON
import Simulation
import TestSupport
import Testing

/// What answers there are to go wrong.
enum FaultyKind: String, CaseIterable {
    case generation, refusal, smallImage, largeImage, part, submission, status, stream
}

/// A server, and a request for each kind of answer.
struct FaultFixture {
    let fixture: ServerFixture
    private static let usual = ["Authorization: Key id:secret", "Content-Type: application/json"]

    /// Makes a server whose jobs run all at once, and for longer than a test.
    init() throws {
        fixture = try ServerFixture {
            $0.queue.jobs.everywhere.fixedDurationMilliseconds = 60_000
            $0.queue.jobs.everywhere.runners = 100
        }
    }

    /// A request whose answer is of a kind, without its empty line at the end of the head, and its body.
    func request(_ kind: FaultyKind) async throws -> (head: [String], body: String) {
        switch kind {
        case .generation:
            return (["POST /fal/fal-ai/flux/srpo HTTP/1.1"] + Self.usual, #"{"prompt":"a cat"}"#)
        case .refusal:
            return (["POST /fal/fal-ai/flux/srpo HTTP/1.1"] + Self.usual, "{}")
        case .smallImage, .part:
            let answer = try await fixture.generate()
            let range = kind == .part ? ["Range: bytes=100-899"] : []
            return (["GET \(try fixture.imageTarget(in: answer)) HTTP/1.1"] + range, "")
        case .largeImage:
            let answer = try await fixture.generate(#"{"prompt":"a","image_size":{"width":2049,"height":2048}}"#)
            return (["GET \(try fixture.imageTarget(in: answer)) HTTP/1.1"], "")
        case .submission:
            return (["POST /fal/queue/fal-ai/flux/srpo HTTP/1.1"] + Self.usual, #"{"prompt":"a cat"}"#)
        case .status, .stream:
            let submission = try await fixture.ask(
                "POST",
                "/fal/queue/fal-ai/flux/srpo",
                fields: Self.usual,
                body: #"{"prompt":"a cat"}"#
            )
            let id = try #require(try JSONParser.parse(submission.body)["request_id"]?.text)
            let path = "/fal/queue/fal-ai/flux/requests/\(id)/status" + (kind == .stream ? "/stream" : "")
            return (["GET \(path) HTTP/1.1"] + Self.usual, "")
        }
    }

    /// Sends a request for a kind of answer that is to go wrong, and has a look at what comes.
    @discardableResult func see<Result: Sendable>(
        _ kind: FaultyKind,
        wishing fault: String?,
        _ look: @escaping @Sendable (RawClient) throws -> Result
    ) async throws -> Result {
        let (head, body) = try await request(kind)
        let wish = fault.map { ["X-Fauxto-Fault: \($0)"] } ?? []
        let length = body.isEmpty ? [] : ["Content-Length: \(body.utf8.count)"]
        let lines = head + ["Host: localhost:\(fixture.server.port)"] + wish + length + ["", ""]
        let text = lines.joined(separator: "\r\n") + body
        let port = fixture.server.port
        return try await onOwnThread {
            let client = try RawClient(port: port)
            defer { client.close() }
            client.send(text)
            return try look(client)
        }
    }

    /// The first answer as it should be, by a server of its own: the second one to the same call differs.
    static func whole(_ kind: FaultyKind) async throws -> RawResponse {
        try await FaultFixture().see(kind, wishing: nil) { try $0.response() }
    }
}

/// A head as it came, whatever its version.
struct SeenHead {
    let statusLine: String
    let fields: [String: String]

    init(from client: RawClient) throws {
        let lines = try client.text(upTo: "\r\n\r\n").split(separator: "\r\n")
        statusLine = String(lines[0])
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        self.fields = fields
    }

    /// What the engine was told to announce; nil for a chunked body.
    var length: Int? { fields["content-length"].flatMap { Int($0) } }
}
