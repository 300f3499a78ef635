import HTTP
import HTTPServer
import TestSupport
import Testing

@Suite("Request bodies")
struct RequestBodyTests {
    @Test("A body longer than any buffer arrives whole", arguments: [true, false])
    func long(isChunked: Bool) async throws {
        let body = (0..<200).flatMap { [UInt8](repeating: $0, count: 15_000) }
        try await withServer(handler: echo) { port in
            let client = try RawClient(port: port)
            if isChunked {
                var wire = Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
                for start in stride(from: 0, to: body.count, by: 70_000) {
                    let chunk = body[start..<min(start + 70_000, body.count)]
                    HTTPChunkedEncoder.appendSizeLine(chunk.count, to: &wire)
                    wire += chunk + HTTPChunkedEncoder.chunkEnd
                }
                client.send(wire + HTTPChunkedEncoder.lastChunk)
            } else {
                client.send(Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body)
            }
            #expect(try client.response().body == body)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok")
            #expect(try client.response().text == "ok")
        }
    }

    @Test("A body is given out in pieces as they arrive, then as its end")
    func pieces() async throws {
        let handler: HTTPHandler = { request, _ in
            var body = request.body
            var count = 0
            do throws(HTTPBodyError) {
                while let piece = try await body.next() { count += piece.count }
                let after = try await body.next()
                return .text("\(count) \(after == nil)")
            } catch {
                return .text(error.description, status: error.status)
            }
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n")
            client.send([UInt8](repeating: 1, count: 500_000))
            #expect(try client.response().text == "500000 true")
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
            #expect(try client.response().text == "3 true")
        }
    }

    @Test("What is collected after a piece was taken is the rest")
    func mixed() async throws {
        let hasPiece = Event<Void>()
        let handler: HTTPHandler = { request, _ in
            var body = request.body
            let first = (try? await body.next()) ?? []
            hasPiece.happen()
            let rest = (try? await body.collect()) ?? []
            return .text("\(String(decoding: first, as: UTF8.self))|\(String(decoding: rest, as: UTF8.self))")
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc")
            #expect(hasPiece.waitBlocking() != nil)
            client.send("def")
            #expect(try client.response().text == "abc|def")
        }
    }

    @Test("A client sends no faster than its body is read")
    func backPressure() async throws {
        let goOn = Event<Void>()
        let handler: HTTPHandler = { request, context in
            var body = request.body
            _ = try? await body.next()
            await goOn.wait()
            return await echo(HTTPRequest(head: request.head, body: body), context)
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            let size = 60_000_000
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n")
            let taken = client.sendUntilStalled([UInt8](repeating: 1, count: size))
            #expect(taken < size / 2, "the rest waits with the client")
            goOn.happen()
            client.send([UInt8](repeating: 1, count: size - taken))
            #expect(try client.response().status == 200)
        }
    }

    @Test(
        "A body over the limit is refused by the handler in its own words, and the client sees it",
        arguments: [
            "Content-Length: 101\r\n\r\n\(String(repeating: "x", count: 101))",
            "Content-Length: 200000\r\n\r\n\(String(repeating: "x", count: 200_000))",
            "Transfer-Encoding: chunked\r\n\r\n65\r\n\(String(repeating: "x", count: 101))\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n60\r\n\(String(repeating: "x", count: 96))\r\n60\r\n",
        ]
    )
    func tooLarge(rest: String) async throws {
        try await withServer(limits: .with { $0.bodyBytes = 100 }, handler: echo) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\n\(rest)")
            let response = try client.response()
            #expect(response.status == 413)
            #expect(response.text == "the request body is larger than 100 bytes")
            #expect(response["Connection"] == "close")
            client.finishSending()
            #expect(try client.rest().isEmpty)
        }
    }

    @Test(
        "A handler may want less than the server allows",
        arguments: [
            ("Content-Length: 5\r\n\r\nhello", 413), ("Content-Length: 4\r\n\r\nhell", 200),
            ("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", 413), ("Content-Length: 5\r\n\r\n", 413),
        ]
    )
    func ownLimit(rest: String, status: Int) async throws {
        let handler: HTTPHandler = { request, _ in
            do throws(HTTPBodyError) {
                return HTTPResponse(status: 200, body: .bytes(try await request.body.collect(upTo: 4)))
            } catch {
                return .text(error.description, status: error.status)
            }
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\n\(rest)")
            #expect(try client.response().status == status)
        }
    }

    @Test("A body that nobody read is skipped if it is short")
    func skipped() async throws {
        try await withServer(handler: path) { port in
            let client = try RawClient(port: port)
            client.send("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")
            let response = try client.response()
            #expect(response.text == "/1")
            #expect(response["Connection"] == nil)
            client.send("helloGET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response().text == "/2")
        }
    }

    @Test(
        "A connection closes after a body that nobody read if it is long or of unknown length",
        arguments: ["Content-Length: 10000000", "Transfer-Encoding: chunked"]
    )
    func notSkipped(framing: String) async throws {
        try await withServer(handler: path) { port in
            let client = try RawClient(port: port)
            client.send("POST /1 HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
            let response = try client.response()
            #expect(response.text == "/1")
            #expect(response["Connection"] == "close")
            client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
            client.finishSending()
            #expect(try client.rest().isEmpty)
        }
    }

    @Test("100 Continue is sent when the handler asks for the body")
    func continues() async throws {
        try await withServer(handler: echo) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
            #expect(try client.response().status == 100)
            client.send("hello")
            #expect(try client.response().text == "hello")
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello")
            #expect(try client.response().status == 200, "the body has come without being asked for")
        }
    }

    @Test(
        "100 Continue is not sent for a body that is not wanted",
        arguments: [("POST", path as HTTPHandler, 200), ("PUT", echo as HTTPHandler, 413)]
    )
    func doesNotContinue(method: String, handler: @escaping HTTPHandler, status: Int) async throws {
        try await withServer(limits: .with { $0.bodyBytes = 4 }, handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("\(method) / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
            let response = try client.response()
            #expect(response.status == status)
            #expect(response["Connection"] == "close", "the client may send the body or not")
            #expect(try client.rest().isEmpty)
        }
    }

    @Test("Two tasks cannot read one body at the same time")
    func twice() async throws {
        let handler: HTTPHandler = { request, _ in
            async let first = collected(request.body)
            async let second = collected(request.body)
            return .text(await [first, second].sorted().joined(separator: " "))
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
            #expect(try client.response().status == 100)
            client.send("hello")
            #expect(try client.response().text == "hello readTwiceAtOnce")
        }
    }

    @Test("A body can be read on another executor than the loop")
    func elsewhere() async throws {
        let handler: HTTPHandler = { request, context in
            await Task.detached { await echo(request, context) }.value
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
            #expect(try client.response().status == 100)
            client.send("hello")
            #expect(try client.response().text == "hello")
        }
    }

    @Test("A body that is kept beyond its request gives an error, not the bytes of the next one")
    func kept() async throws {
        let kept = Event<HTTPRequestBody>()
        let error = Event<HTTPBodyError?>()
        let handler: HTTPHandler = { request, _ in
            if request.target.rawPath == "/1" {
                kept.happen(request.body)
            } else {
                let body = await kept.wait()
                do throws(HTTPBodyError) {
                    _ = try await body.collect()
                    error.happen(nil)
                } catch let failure {
                    error.happen(failure)
                }
            }
            return .text("")
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")
            _ = try client.response()
            client.send("helloPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nother")
            _ = try client.response()
        }
        #expect(await error.wait() == .clientGone)
        kept.forget()
    }
}

/// The body as text, or the name of the error in reading it.
private func collected(_ body: HTTPRequestBody) async -> String {
    do throws(HTTPBodyError) {
        return String(decoding: try await body.collect(), as: UTF8.self)
    } catch {
        return error == .readTwiceAtOnce ? "readTwiceAtOnce" : error.description
    }
}
