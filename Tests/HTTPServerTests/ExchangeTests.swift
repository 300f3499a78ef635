import Glibc
import HTTP
import HTTPServer
import Synchronization
import TestSupport
import Testing

@Suite("Requests and responses")
struct ExchangeTests {
    @Test("A connection serves one request after the other")
    func keepAlive() async throws {
        try await withServer(serverName: "test", handler: echo) { port in
            let client = try RawClient(port: port)
            for text in ["first", "second"] {
                client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)")
                let response = try client.response()
                #expect(response.status == 200)
                #expect(response.text == text)
                #expect(response["Server"] == "test")
                #expect(response["Connection"] == nil)
                #expect(response["Date"]?.hasSuffix(" GMT") == true)
            }
        }
    }

    @Test("HEAD is answered like GET but for the body")
    func head() async throws {
        try await withServer(handler: path) { port in
            let client = try RawClient(port: port)
            client.send("HEAD /abc HTTP/1.1\r\nHost: a\r\n\r\nGET /def HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = try client.response(withoutBody: true)
            #expect(response.status == 200)
            #expect(response["Content-Length"] == "4")
            #expect(response["Content-Type"] == "text/plain")
            #expect(try client.response().text == "/def")
        }
    }

    @Test("204 and 304 have neither body nor length", arguments: [204, 304])
    func bodyless(status: Int) async throws {
        try await withServer(handler: { _, _ in .text("never seen", status: HTTPStatus(status)) }) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            for _ in 1...2 {
                let response = try client.response()
                #expect(response.status == status)
                #expect(response["Content-Length"] == nil)
                #expect(response["Transfer-Encoding"] == nil)
            }
        }
    }

    @Test(
        "A connection closes after a response when client, version or handler want it, and says so",
        arguments: [
            ("HTTP/1.1", "Connection: close\r\n", "/", "close", true),
            ("HTTP/1.1", "", "/close", "close", true),
            ("HTTP/1.0", "", "/", "close", true),
            ("HTTP/1.0", "Connection: keep-alive\r\n", "/", "keep-alive", false),
            ("HTTP/1.1", "Connection: keep-alive\r\n", "/", nil, false),
        ] as [(String, String, String, String?, Bool)]
    )
    func persistence(version: String, field: String, path: String, said: String?, closes: Bool) async throws {
        let handler: HTTPHandler = { request, _ in
            HTTPResponse(status: 200, fields: request.target.rawPath == "/close" ? ["Connection": "close"] : [:])
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET \(path) \(version)\r\nHost: a\r\n\(field)\r\n")
            let response = try client.response()
            #expect(response["Connection"] == said)
            if closes {
                #expect(try client.rest().isEmpty)
            } else {
                client.send("GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                #expect(try client.response().status == 200)
            }
        }
    }

    @Test("Requests sent at once are answered in order, though the first takes longest")
    func pipelining() async throws {
        let handler: HTTPHandler = { request, context in
            if request.target.rawPath == "/slow" { try? await context.sleep(for: .milliseconds(20)) }
            let body = (try? await request.body.collect()) ?? []
            return .text("\(request.target.rawPath) \(String(decoding: body, as: UTF8.self))")
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send(
                "GET /slow HTTP/1.1\r\nHost: a\r\n\r\nPOST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
                    + "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nho\r\n0\r\n\r\n"
                    + "GET /d HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /never HTTP/1.1\r\nHost: a\r\n\r\n"
            )
            for text in ["/slow ", "/b hi", "/c ho", "/d "] { #expect(try client.response().text == text) }
            #expect(try client.rest().isEmpty)
        }
    }

    @Test("Thousands of requests sent at once are all answered, however they are cut", arguments: [1 << 20, 1000, 7])
    func deepPipelining(pieces: Int) async throws {
        try await withServer(handler: path) { port in
            let count = 3000
            let requests = (0..<count).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined()
            let client = try RawClient(port: port)
            client.send(Array(requests.utf8), inPiecesOf: pieces)
            for number in 0..<count {
                let text = try client.response().text
                guard text == "/\(number)" else {
                    Issue.record("response \(number) is \(text)")
                    return
                }
            }
        }
    }

    @Test("A request that arrives byte by byte is answered")
    func byteByByte() async throws {
        try await withServer(handler: echo) { port in
            let client = try RawClient(port: port)
            client.send(
                Array(
                    ("\r\nPOST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
                        + "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nthere").utf8
                ),
                inPiecesOf: 1
            )
            #expect(try client.response().text == "hello")
            #expect(try client.response().text == "there")
        }
    }

    @Test("A handler learns the way a request came")
    func context() async throws {
        let handler: HTTPHandler = { _, context in
            .text("\(context.label ?? "-") \(context.localPort) \(context.remoteAddress) \(context.isEncrypted)")
        }
        let server = try HTTPServer(
            configuration: .init(listeners: [.init(port: 0, label: "one"), .init(host: "localhost", port: 0)]),
            handler: handler
        )
        try server.start()
        let ports = server.addresses.map(\.port)
        #expect(server.addresses.map(\.label) == ["one", nil])
        let texts = try await onOwnThread {
            try ports.map { port in
                let client = try RawClient(port: port)
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                return try client.response().text
            }
        }
        #expect(texts == ["one \(ports[0]) 127.0.0.1 false", "- \(ports[1]) 127.0.0.1 false"])
        await server.drain(timeout: .zero)
    }

    @Test("The date is that of the configuration, at each response")
    func date() async throws {
        let ticks = Ticks()
        let server = try HTTPServer(
            configuration: .init(listeners: [.init(port: 0)], date: { ticks.next() }),
            handler: path
        )
        try server.start()
        let port = server.addresses[0].port
        let dates = try await onOwnThread {
            let client = try RawClient(port: port)
            return try (1...2).map { _ in
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                return try client.response()["Date"]
            }
        }
        #expect(dates == ["Thu, 01 Jan 1970 00:00:01 GMT", "Thu, 01 Jan 1970 00:00:02 GMT"])
        await server.drain(timeout: .zero)
    }

    @Test("A status that is none becomes 500")
    func invalidStatus() async throws {
        try await withServer(handler: { _, _ in HTTPResponse(status: 42) }) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = try client.response()
            #expect(response.status == 500)
            #expect(response.text == #"{"error":{"code":"invalid_status","message":"the answer had the status 42"}}"#)
        }
    }

    @Test("Connections are spread over all loops, and each handler stays on the thread of its own")
    func loops() async throws {
        let handler: HTTPHandler = { _, context in
            let before = currentThread()
            try? await context.sleep(for: .milliseconds(1))
            let middle = currentThread()
            await Task.yield()
            await Task.detached {}.value
            return .text("\(before) \(middle) \(currentThread())")
        }
        try await withServer(threads: 3, handler: handler) { port in
            var threads: Set<Substring> = []
            for _ in 1...6 {
                let client = try RawClient(port: port)
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                let seen = Set(try client.response().text.split(separator: " "))
                #expect(seen.count == 1)
                threads.formUnion(seen)
            }
            #expect(threads.count == 3)
        }
    }
}

/// A clock that goes on by a second whenever it is looked at.
private final class Ticks: Sendable {
    private let seconds = Atomic<Int64>(0)

    func next() -> Int64 {
        seconds.add(1, ordering: .relaxed).newValue
    }
}

private func currentThread() -> UInt {
    pthread_self()
}
