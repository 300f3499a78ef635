import HTTP
import HTTPServer
import TestSupport
import Testing

@Suite("Time limits")
struct TimeoutTests {
    @Test(
        "A head that does not arrive in time is answered 408",
        arguments: ["G", "GET / HTTP/1.1\r\nHost: a\r\n", "\r\nGET"]
    )
    func head(start: String) async throws {
        try await withServer(limits: .with { $0.headTimeout = .milliseconds(5) }, handler: path) { port in
            let client = try RawClient(port: port)
            client.send(start)
            let response = try client.response()
            #expect(response.status == 408)
            #expect(response["Connection"] == "close")
            #expect(response.text.contains(#""code":"request_timeout""#))
            client.finishSending()
            #expect(try client.rest().isEmpty)
        }
    }

    @Test("The time for a head is not prolonged by its bytes")
    func headInDrops() async throws {
        // So many bytes that their number ends nothing, however busy the machine is.
        let limits = HTTPServer.Configuration.Limits.with {
            $0.headTimeout = .milliseconds(20)
            $0.headBytes = 1 << 30
        }
        try await withServer(limits: limits, handler: path) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ")
            repeat { client.send("y") } while client.isSilent(forMilliseconds: 1)
            #expect(try client.response().status == 408)
        }
    }

    @Test(
        "A connection without a request closes in time",
        arguments: [("", 5), ("\r\n", 200), ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", 200)]
    )
    func idle(start: String, milliseconds: Int) async throws {
        try await withServer(limits: .with { $0.idleTimeout = .milliseconds(milliseconds) }, handler: path) { port in
            let client = try RawClient(port: port)
            client.send(start)
            if start.hasPrefix("GET") { #expect(try client.response().status == 200) }
            #expect(try client.rest().isEmpty)
        }
    }

    @Test("A handler takes longer than a client may be idle")
    func slowHandler() async throws {
        let limits = HTTPServer.Configuration.Limits.with {
            $0.idleTimeout = .milliseconds(100)
            $0.headTimeout = .milliseconds(100)
            $0.bodyProgressTimeout = .milliseconds(100)
        }
        let handler: HTTPHandler = { request, context in
            try? await context.sleep(for: .milliseconds(200))
            return .text("done")
        }
        try await withServer(limits: limits, handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response().text == "done")
        }
    }

    @Test(
        "A body that does not arrive in time is the handler's to answer",
        arguments: ["Content-Length: 5", "Transfer-Encoding: chunked"]
    )
    func body(framing: String) async throws {
        try await withServer(limits: .with { $0.bodyProgressTimeout = .milliseconds(5) }, handler: echo) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n1")
            let response = try client.response()
            #expect(response.status == 408)
            #expect(response.text == "the request body did not arrive in time")
            #expect(response["Connection"] == "close")
        }
    }

    @Test("The rest of a body that is being skipped has to arrive in time")
    func skippedBody() async throws {
        try await withServer(limits: .with { $0.bodyProgressTimeout = .milliseconds(5) }, handler: path) { port in
            let client = try RawClient(port: port)
            client.send("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")
            #expect(try client.response().text == "/1")
            #expect(try client.rest().isEmpty)
        }
    }

    @Test("A client that takes nothing of its response is cut off", arguments: [true, false])
    func write(isStream: Bool) async throws {
        let outcome = Event<HTTPWriteError?>()
        let size = 50_000_000
        let handler: HTTPHandler = { _, _ in
            guard isStream else {
                outcome.happen(.timeout)
                return HTTPResponse(status: 200, body: .bytes([UInt8](repeating: 1, count: size)))
            }
            return HTTPResponse(
                status: 200,
                body: .stream(contentLength: nil) { writer in
                    do throws(HTTPWriteError) {
                        try await writer.write([UInt8](repeating: 1, count: size))
                        outcome.happen(nil)
                    } catch {
                        outcome.happen(error)
                        throw error
                    }
                }
            )
        }
        try await withServer(limits: .with { $0.writeProgressTimeout = .milliseconds(10) }, handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(outcome.waitBlocking() == .timeout)
            #expect(client.isBroken())
            #expect(throws: RawClient.Failure.self) { try client.response() }
        }
    }

    @Test("A client that never closes after a refusal is closed in time")
    func linger() async throws {
        try await withServer(limits: .with { $0.lingerTimeout = .milliseconds(5) }, handler: path) { port in
            let client = try RawClient(port: port)
            client.send("nonsense\r\n\r\n")
            #expect(try client.response().status == 400)
            #expect(try client.rest().isEmpty)
            #expect(client.isBroken(sending: [0]))
        }
    }
}
