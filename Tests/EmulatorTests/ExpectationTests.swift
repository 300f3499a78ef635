import TestSupport
import Testing

@testable import Emulator

@Suite struct `A client that waits to be told to go on` {
    private func told(
        _ target: String,
        _ fields: [String],
        _ configure: (inout EmulatorConfiguration) -> Void = { _ in }
    ) async throws -> (status: Int, connection: String?) {
        let fixture = try ServerFixture(configure)
        let port = fixture.server.port
        return try await onOwnThread {
            let client = try RawClient(port: port)
            let lines =
                [
                    "POST \(target) HTTP/1.1", "Host: localhost", "Content-Type: application/json",
                    "Expect: 100-continue",
                ]
                + fields + ["Content-Length: 18", "", ""]
            client.send(lines.joined(separator: "\r\n"))
            let response = try client.response()
            if response.status != 100 {
                // What it sends all the same is no request.
                client.send(#"{"prompt":"a cat"}"# + "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                client.finishSending()
                #expect(try client.rest().isEmpty)
            }
            return (response.status, response["connection"])
        }
    }

    @Test(
        arguments: [
            ("/fal/fal-ai/flux/srpo", []), ("/fal/fal-ai/flux/srpo", ["Authorization: Bearer x"]),
            ("/fal/queue/fal-ai/flux/srpo", ["Authorization: Key other:secret"]),
            ("/fal/fal-ai/flux/srpo", ["Authorization: Key other:secret"]),
            ("/aimlapi/v1/images/generations", []), ("/aimlapi/v1/images/generations", ["Authorization: Bearer other"]),
            ("/onerouter/v1/images/generations", []),
            ("/siraya/v1/images/generations", ["Authorization: Bearer other"]),
        ] as [(String, [String])]
    )
    func `is not where its credential is refused`(target: String, fields: [String]) async throws {
        let (status, connection) = try await told(target, fields) {
            $0.keys = ["fal": ["id:secret"], "aimlapi": ["key"], "siraya": ["key"]]
        }
        #expect(status == 401 || status == 403)
        #expect(connection == "close")
    }

    @Test(arguments: [("/nowhere", 404), ("/fal/%zz", 400)])
    func `is not where no vendor is meant`(target: String, status: Int) async throws {
        let (told, connection) = try await told(target, [])
        #expect(told == status)
        #expect(connection == "close")
    }

    @Test(arguments: [
        ("/fal/fal-ai/flux/srpo", "Authorization: Key id:secret"),
        ("/fal/fal-ai/unknown", "Authorization: Key id:secret"),
        ("/aimlapi/v1/images/generations", "Authorization: Bearer key"), ("/_fauxto/scenario", "X: y"),
    ])
    func `is where the answer depends on the body`(target: String, field: String) async throws {
        #expect(try await told(target, [field]).status == 100)
    }
}
