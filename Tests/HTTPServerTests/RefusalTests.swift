import HTTP
import HTTPServer
import Locks
import TestSupport
import Testing

@Suite("Requests that have to be refused")
struct RefusalTests {
    @Test(
        "A request that cannot be understood is answered once, and nothing after it is interpreted",
        arguments: try WireCase.all(in: "http/refused")
    )
    func refused(wireCase: WireCase) async throws {
        let paths = Paths()
        let handler: HTTPHandler = { request, context in
            paths.add(request.target.rawPath)
            return await echo(request, context)
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send(wireCase.bytes + Array("GET /second HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            let response = try client.response()
            #expect(response.status == wireCase.status)
            #expect(response["Connection"] == "close")
            #expect(try client.rest().isEmpty)
        }
        #expect(!paths.all.contains("/second"))
    }

    @Test("A refusal of the server itself is a small JSON text with code and sentence")
    func json() async throws {
        try await withServer(handler: path) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\n\r\n")
            let response = try client.response()
            #expect(response["Content-Type"] == "application/json")
            #expect(response.text == #"{"error":{"code":"missing_host","message":"the Host field is missing"}}"#)
        }
    }

    @Test("Requests before a malformed one are answered")
    func before() async throws {
        try await withServer(handler: path) { port in
            let client = try RawClient(port: port)
            client.send(
                "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\nHost: a\n\n"
            )
            #expect(try client.response().text == "/1")
            #expect(try client.response().text == "/2")
            #expect(try client.response().status == 400)
            #expect(try client.rest().isEmpty)
        }
    }

    @Test("A client that goes on sending after a refusal still sees it")
    func lingering() async throws {
        try await withServer(handler: path) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/2.0\r\n")
            client.send([UInt8](repeating: 0x61, count: 4_000_000))
            #expect(try client.response().status == 505)
            client.send([UInt8](repeating: 0x61, count: 1000))
            client.finishSending()
            #expect(try client.rest().isEmpty)
        }
    }

    @Test(
        "Limits of syntax are those of the configuration",
        arguments: [
            ("GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\nHost: a\r\n\r\n", 414),
            ("GET / HTTP/1.1\r\nHost: a\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n\r\n", 431),
            ("GET / HTTP/1.1\r\nHost: a\r\nX: a\r\nY: b\r\n\r\n", 431),
            ("GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n\r\n", 200),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;abcd\r\n1\r\n0\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;abc\r\n1\r\n0\r\n\r\n", 200),
        ]
    )
    func limits(request: String, status: Int) async throws {
        let limits = HTTPServer.Configuration.Limits.with {
            $0.requestLineBytes = 40
            $0.headBytes = 60
            $0.chunkOverheadBytes = 3
            $0.fieldCount = 2
        }
        try await withServer(limits: limits, handler: echo) { port in
            let client = try RawClient(port: port)
            client.send(request)
            #expect(try client.response().status == status)
        }
    }
}

/// The paths that a handler has seen.
private final class Paths: Sendable {
    private let paths = Lock<[String]>([])

    var all: [String] { paths.withLock { $0 } }

    func add(_ path: String) {
        paths.withLock { $0.append(path) }
    }
}
