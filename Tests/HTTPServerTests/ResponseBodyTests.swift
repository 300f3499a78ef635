import HTTP
import HTTPServer
import TestSupport
import Testing

@Suite("Response bodies")
struct ResponseBodyTests {
    @Test("A large body arrives whole, though the client takes its time", arguments: [true, false])
    func large(isSlice: Bool) async throws {
        let bytes = (0..<200).flatMap { [UInt8](repeating: $0, count: 100_000) }
        let handler: HTTPHandler = { _, _ in
            HTTPResponse(status: 200, body: isSlice ? .slice(bytes[1000..<19_999_000]) : .bytes(bytes))
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
            for _ in 1...2 {
                let body = try client.response().body
                #expect(body == (isSlice ? Array(bytes[1000..<19_999_000]) : bytes))
            }
        }
    }

    @Test(
        "A streamed body has the framing that version and length allow",
        arguments: [
            ("HTTP/1.1", nil, "chunked", nil, nil), ("HTTP/1.1", 11, nil, "11", nil),
            ("HTTP/1.0", nil, nil, nil, "close"), ("HTTP/1.0", 11, nil, "11", "close"),
        ] as [(String, Int?, String?, String?, String?)]
    )
    func framing(version: String, length: Int?, coding: String?, announced: String?, connection: String?) async throws {
        let handler: HTTPHandler = { _, _ in
            HTTPResponse(
                status: 200,
                body: .stream(contentLength: length) { writer in
                    try await writer.write(Array("hello".utf8))
                    try await writer.write([])
                    try await writer.write(Array(" world".utf8))
                }
            )
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / \(version)\r\nHost: a\r\n\r\n")
            let response = try client.response()
            #expect(response.text == "hello world")
            #expect(response["Transfer-Encoding"] == coding)
            #expect(response["Content-Length"] == announced)
            #expect(response["Connection"] == connection)
            if connection == nil {
                client.send("GET / \(version)\r\nHost: a\r\n\r\n")
                #expect(try client.response().text == "hello world")
            } else {
                #expect(try client.rest().isEmpty)
            }
        }
    }

    @Test("The head and each part of a stream are sent when they are written")
    func immediate() async throws {
        let goOn = Event<Void>()
        let handler: HTTPHandler = { _, _ in
            HTTPResponse(
                status: 200,
                fields: ["Content-Type": "text/event-stream"],
                body: .stream(contentLength: nil) { writer in
                    try await writer.send(ServerSentEvent(data: "first"))
                    await goOn.wait()
                    try await writer.send(ServerSentEvent(data: "second", event: "last"))
                }
            )
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(
                try client.text(upTo: "\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n")
            )
            #expect(try client.text(upTo: "\n\n\r\n") == "d\r\ndata: first\n\n\r\n")
            goOn.happen()
            #expect(try client.text(upTo: "0\r\n\r\n") == "1a\r\nevent: last\ndata: second\n\n\r\n0\r\n\r\n")
        }
    }

    @Test("HEAD, 204 and 304 do not run the stream", arguments: [("HEAD", 200), ("GET", 204), ("GET", 304)])
    func notRun(method: String, status: Int) async throws {
        let handler: HTTPHandler = { _, _ in
            HTTPResponse(
                status: HTTPStatus(status),
                body: .stream(contentLength: nil) { _ in Issue.record("there is nothing to write to") }
            )
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            for _ in 1...2 {
                client.send("\(method) / HTTP/1.1\r\nHost: a\r\n\r\n")
                let response = try client.response(withoutBody: true)
                #expect(response.status == status)
                #expect(response["Transfer-Encoding"] == (status == 200 ? "chunked" : nil))
            }
        }
    }

    @Test(
        "A stream that fails or falls short is cut, so that the client can tell",
        arguments: ["short", "failing", "length"]
    )
    func cut(kind: String) async throws {
        struct Failure: Error {}
        let handler: HTTPHandler = { _, _ in
            HTTPResponse(
                status: 200,
                body: .stream(contentLength: kind == "failing" ? nil : 100) { writer in
                    try await writer.write(Array("hello".utf8))
                    if kind != "short" { throw Failure() }
                }
            )
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.text(upTo: "hello").hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(try client.rest() == (kind == "failing" ? Array("\r\n".utf8) : []))
        }
    }

    @Test("A stream to HTTP/1.0 that fails is reset, since an orderly end would look like its own")
    func reset() async throws {
        struct Failure: Error {}
        let handler: HTTPHandler = { _, _ in
            HTTPResponse(status: 200, body: .stream(contentLength: nil) { _ in throw Failure() })
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.0\r\n\r\n")
            #expect(throws: RawClient.Failure.self) { try client.rest() }
        }
    }

    @Test("A stream cannot write more than it announced")
    func beyond() async throws {
        let outcome = Event<HTTPWriteError?>()
        let handler: HTTPHandler = { _, _ in
            HTTPResponse(
                status: 200,
                body: .stream(contentLength: 5) { writer in
                    try await writer.write(Array("hello".utf8))
                    do throws(HTTPWriteError) {
                        try await writer.write([0])
                        outcome.happen(nil)
                    } catch {
                        outcome.happen(error)
                    }
                }
            )
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response().text == "hello")
        }
        #expect(await outcome.wait() == .beyondContentLength)
    }

    @Test("A large stream arrives in order, from the loop or from elsewhere", arguments: [true, false])
    func largeStream(isElsewhere: Bool) async throws {
        let handler: HTTPHandler = { _, _ in
            HTTPResponse(
                status: 200,
                body: .stream(contentLength: nil) { writer in
                    for number in 0..<100 {
                        let bytes = [UInt8](repeating: UInt8(number), count: 100_000)
                        if isElsewhere {
                            try await Task.detached { try await writer.write(bytes) }.value
                        } else {
                            try await writer.write(bytes)
                        }
                    }
                }
            )
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let body = try client.response().body
            #expect(body == (0..<100).flatMap { [UInt8](repeating: $0, count: 100_000) })
        }
    }

    @Test("A stream can answer while its request is still being read")
    func duplex() async throws {
        let handler: HTTPHandler = { request, _ in
            HTTPResponse(
                status: 200,
                body: .stream(contentLength: nil) { writer in
                    var body = request.body
                    while let piece = try await body.next() { try await writer.write(piece) }
                }
            )
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n")
            _ = try client.text(upTo: "\r\n\r\n")
            client.send("hello")
            #expect(try client.text(upTo: "hello\r\n") == "5\r\nhello\r\n")
            client.send("world")
            #expect(try client.text(upTo: "0\r\n\r\n") == "5\r\nworld\r\n0\r\n\r\n")
        }
    }

    @Test("A writer that is kept beyond its response can write no more")
    func kept() async throws {
        let kept = Event<any HTTPResponseWriter>()
        let handler: HTTPHandler = { _, _ in
            HTTPResponse(status: 200, body: .stream(contentLength: nil) { kept.happen($0) })
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response().text == "")
        }
        let writer = await kept.wait()
        kept.forget()
        await #expect(throws: HTTPWriteError.connectionClosed) { try await writer.write([1]) }
    }
}
