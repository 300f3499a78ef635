import HTTP
import HTTPServer
import TestSupport
import Testing

@Suite("Clients that go away")
struct ClientGoneTests {
    private enum End: CaseIterable {
        case finish, close, reset
    }

    @Test("A handler is cancelled when its client finishes, closes or resets", arguments: End.allCases)
    private func cancelled(end: End) async throws {
        let isRunning = Event<Void>()
        let outcome = Event<String>()
        let handler: HTTPHandler = { _, context in
            isRunning.happen()
            do {
                try await context.sleep(for: .seconds(60))
                outcome.happen("slept")
            } catch {
                outcome.happen("cancelled \(Task.isCancelled)")
            }
            return .text("late")
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(isRunning.waitBlocking() != nil)
            switch end {
            case .finish: client.finishSending()
            case .close: client.close()
            case .reset: client.reset()
            }
            #expect(outcome.waitBlocking() == "cancelled true")
            if end == .finish { #expect(try client.response().text == "late") }
        }
    }

    @Test("A client that has finished sending gets all its answers, if the handlers do not look")
    func halfClosed() async throws {
        let handler: HTTPHandler = { request, _ in
            await Task.yield()
            return .text(request.target.rawPath)
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send((1...3).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            client.finishSending()
            for number in 1...3 { #expect(try client.response().text == "/\(number)") }
            #expect(try client.rest().isEmpty)
        }
    }

    @Test(
        "A client that finishes in the middle of a body gives the handler an error",
        arguments: ["Content-Length: 5", "Transfer-Encoding: chunked"]
    )
    func midBody(framing: String) async throws {
        try await withServer(handler: echo) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n1")
            client.finishSending()
            let response = try client.response()
            #expect(response.status == 400)
            #expect(response.text == "the connection ended before the request body did")
        }
    }

    @Test("A stream learns that its client is gone")
    func stream() async throws {
        let outcome = Event<HTTPWriteError?>()
        let handler: HTTPHandler = { _, context in
            HTTPResponse(
                status: 200,
                body: .stream(contentLength: nil) { writer in
                    do throws(HTTPWriteError) {
                        while true {
                            try await writer.write([UInt8](repeating: 1, count: 1000))
                            await Task.yield()
                        }
                    } catch {
                        outcome.happen(error)
                    }
                }
            )
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try client.text(upTo: "\r\n\r\n")
            client.reset()
            #expect(outcome.waitBlocking() == .connectionClosed)
        }
    }

    @Test("A client that goes away before its request is complete is forgotten", arguments: End.allCases)
    private func incomplete(end: End) async throws {
        try await withServer(handler: path) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHo")
            switch end {
            case .finish:
                client.finishSending()
                #expect(try client.rest().isEmpty)
            case .close: client.close()
            case .reset: client.reset()
            }
            let next = try RawClient(port: port)
            next.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try next.response().text == "/next")
        }
    }
}
