import Emulator
import JSON
import Simulation
import TestSupport
import Testing

/// A server of its own for one test, on a free port, with two event loops, whose clock stands still unless the test
/// moves it.
struct ServerFixture {
    let server: EmulatorServer

    /// 2026-08-30T12:00:00Z.
    static let noon = Timestamp(nanoseconds: 1_788_091_200 * 1_000_000_000)

    init(
        clock: Clock = .frozen(at: ServerFixture.noon),
        _ configure: (inout EmulatorConfiguration) -> Void = { _ in }
    ) throws {
        var configuration = EmulatorConfiguration()
        configuration.port = 0
        configuration.threads = 2
        configuration.log = .none
        configure(&configuration)
        server = try EmulatorServer(configuration: configuration, clock: clock)
        try server.start()
    }

    /// Sends one request on a connection of its own.
    func ask(
        _ method: String,
        _ target: String,
        fields: [String] = [],
        body: String = "",
        host: String = "localhost"
    ) async throws -> RawResponse {
        try await ask(method, target, fields: fields, bytes: Array(body.utf8), host: host)
    }

    /// Sends one request, whose body is any bytes, on a connection of its own.
    func ask(
        _ method: String,
        _ target: String,
        fields: [String] = [],
        bytes: [UInt8],
        host: String = "localhost"
    ) async throws -> RawResponse {
        let port = server.port
        let hasBody = ["POST", "PUT", "PATCH"].contains(method)
        let lines =
            ["\(method) \(target) HTTP/1.1", "Host: \(host):\(port)"] + fields
            + (hasBody ? ["Content-Length: \(bytes.count)"] : []) + ["", ""]
        let request = Array(lines.joined(separator: "\r\n").utf8) + bytes
        return try await onOwnThread {
            let client = try RawClient(port: port)
            defer { client.close() }
            client.send(request)
            return try client.response(withoutBody: method == "HEAD")
        }
    }

    /// Asks the vendor whose calls are the shortest for an image, and returns the answer's body.
    func generate(_ body: String = #"{"prompt":"a cat"}"#, key: String = "id:secret") async throws -> JSONValue {
        let response = try await ask(
            "POST",
            "/fal/fal-ai/flux/srpo",
            fields: ["Authorization: Key \(key)", "Content-Type: application/json"],
            body: body
        )
        return try JSONParser.parse(response.body)
    }

    /// The target of the first image of an answer, without scheme and authority.
    func imageTarget(in answer: JSONValue) throws -> String {
        let url = try #require(answer["images"]?[0]?["url"]?.text)
        return "/" + url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)[2]
    }
}
