import HTTP
import HTTPServer
import TestSupport
import Testing

@Suite("Requests to a proxy")
struct ProxyTests {
    /// Answers with what the handler is told of the request.
    private static let describe: HTTPHandler = { request, context in
        .text("\(request.method) \(request.target.rawPath) tunnel=\(context.tunnelAuthority ?? "none")")
    }

    private static let connect = "CONNECT vendor.example:443 HTTP/1.1\r\nHost: vendor.example:443\r\n\r\n"

    @Test("What comes through a tunnel that is answered here is like a new connection")
    func tunnel() async throws {
        try await withServer(proxy: { _, _ in .answer }, handler: Self.describe) { port in
            let client = try RawClient(port: port)
            client.send(Self.connect)
            #expect(try client.text(upTo: "\r\n\r\n") == "HTTP/1.1 200 Connection established\r\n\r\n")
            for path in ["/1", "/2"] {
                client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.response().text == "GET \(path) tunnel=vendor.example:443")
            }
        }
    }

    @Test("A request may follow CONNECT at once, however both are cut", arguments: [1, 7, 200])
    func pipelined(size: Int) async throws {
        try await withServer(proxy: { _, _ in .answer }, handler: Self.describe) { port in
            let client = try RawClient(port: port)
            client.send(Array((Self.connect + "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n").utf8), inPiecesOf: size)
            _ = try client.text(upTo: "\r\n\r\n")
            #expect(try client.response().text == "GET /1 tunnel=vendor.example:443")
        }
    }

    @Test(
        "A tunnel that cannot be is refused",
        arguments: [
            ("CONNECT b:443 HTTP/1.1\r\nHost: b\r\nContent-Length: 1\r\n\r\nx", "a CONNECT request has no body\n"),
            (Self.connect + "CONNECT b:443 HTTP/1.1\r\nHost: b\r\n\r\n", "a tunnel cannot be opened inside a tunnel\n"),
        ]
    )
    func impossible(requests: String, message: String) async throws {
        try await withServer(proxy: { _, _ in .answer }, handler: Self.describe) { port in
            let client = try RawClient(port: port)
            client.send(requests)
            if requests.hasPrefix(Self.connect) { _ = try client.text(upTo: "\r\n\r\n") }
            let response = try client.response()
            #expect(response.status == 400)
            #expect(response.text == message)
            #expect(try client.rest().isEmpty)
        }
    }

    @Test(
        "A refusal is sent, and nothing after it is read",
        arguments: [Self.connect, "POST http://a/ HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nnine byte"]
    )
    func refused(request: String) async throws {
        let policy: HTTPProxyPolicy = { _, _ in .refuse(.text("no", status: 403)) }
        try await withServer(proxy: policy, handler: Self.describe) { port in
            let client = try RawClient(port: port)
            client.send(request + "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = try client.response()
            #expect(response.status == 403)
            #expect(response["Connection"] == "close")
            #expect(try client.rest().isEmpty)
        }
    }

    @Test("Only requests that are put to a proxy are decided on")
    func ordinary() async throws {
        try await withServer(proxy: { _, _ in .refuse(.text("no", status: 403)) }, handler: Self.describe) { port in
            let client = try RawClient(port: port)
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response().text == "GET /1 tunnel=none")
            #expect(try client.response().text == "OPTIONS * tunnel=none")
        }
    }

    @Test("Without a policy CONNECT is the handler's to answer")
    func noPolicy() async throws {
        try await withServer(handler: Self.describe) { port in
            let client = try RawClient(port: port)
            client.send(Self.connect)
            #expect(try client.response().text == "CONNECT  tunnel=none")
        }
    }

    @Test("A relay carries bytes both ways, more than any buffer holds", arguments: [true, false])
    func relay(isTunnel: Bool) async throws {
        let upstream = try HTTPServer(configuration: .init(listeners: [.init(port: 0)], threads: 1), handler: echo)
        try upstream.start()
        let other = upstream.addresses[0].port
        let policy: HTTPProxyPolicy = { _, _ in .relay(host: "127.0.0.1", port: other) }
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11) }
        try await withServer(proxy: policy, handler: Self.describe) { port in
            let client = try RawClient(port: port)
            if isTunnel {
                client.send(Self.connect)
                #expect(try client.text(upTo: "\r\n\r\n") == "HTTP/1.1 200 Connection established\r\n\r\n")
            }
            client.send("POST http://127.0.0.1:\(other)/ HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.count)\r\n\r\n")
            client.send(body)
            let response = try client.response()
            #expect(response.body == body)
            // A proxy that sends a request on closes after the answer; through a tunnel the client may go on.
            #expect(response["Connection"] == (isTunnel ? nil : "close"))
            if !isTunnel { #expect(try client.rest().isEmpty) }
        }
        await upstream.drain(timeout: .zero)
    }

    @Test("A relay that carries nothing is closed in time")
    func idleRelay() async throws {
        let upstream = try HTTPServer(configuration: .init(listeners: [.init(port: 0)], threads: 1), handler: echo)
        try upstream.start()
        let other = upstream.addresses[0].port
        let limits = HTTPServer.Configuration.Limits.with { $0.relayIdleTimeout = .milliseconds(20) }
        let policy: HTTPProxyPolicy = { _, _ in .relay(host: "127.0.0.1", port: other) }
        try await withServer(limits: limits, proxy: policy, handler: Self.describe) { port in
            let client = try RawClient(port: port)
            client.send(Self.connect)
            _ = try client.text(upTo: "\r\n\r\n")
            #expect(try client.rest().isEmpty)
        }
        await upstream.drain(timeout: .zero)
    }

    @Test("A host that cannot be reached is a bad gateway")
    func unreachable() async throws {
        // The port of a server that is gone.
        let gone = try await withServer(handler: path) { $0 }
        try await withServer(proxy: { _, _ in .relay(host: "127.0.0.1", port: gone) }, handler: path) { port in
            let client = try RawClient(port: port)
            client.send(Self.connect)
            let response = try client.response()
            #expect(response.status == 502)
            #expect(response.text == "cannot connect to 127.0.0.1:\(gone): Connection refused\n")
        }
    }
}
