import HTTP
import HTTPServer
import TestSupport
import Testing

/// What can be seen without speaking TLS; clients that do are among the tests of the binary.
@Suite("The beginning of TLS")
struct TLSTests {
    /// A record of a handshake with one byte in it, which is not enough for anything.
    private static let start: [UInt8] = [0x16, 3, 1, 0, 100, 1]

    private static let none = HTTPServer.Configuration.TLS { _ in nil }

    @Test("A server without certificates says so in an alert that clients can read")
    func noCertificates() async throws {
        try await withServer(handler: path) { port in
            let client = try RawClient(port: port)
            client.send(Self.start)
            #expect(try client.bytes(7) == [0x15, 3, 1, 0, 2, 2, 40])
            client.finishSending()
            #expect(try client.rest().isEmpty)
        }
    }

    @Test("A client that stalls in the handshake is closed in time", arguments: [1, 6], [false, true])
    func stalled(bytes: Int, isTunnel: Bool) async throws {
        let limits = HTTPServer.Configuration.Limits.with { $0.headTimeout = .milliseconds(5) }
        try await withServer(limits: limits, tls: Self.none, proxy: { _, _ in .answer }, handler: path) { port in
            let client = try RawClient(port: port)
            if isTunnel {
                client.send("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try client.text(upTo: "\r\n\r\n")
            }
            client.send(Array(Self.start.prefix(bytes)))
            #expect(try client.rest().isEmpty)
        }
    }

    @Test("Garbage after the first byte is answered with an alert, and the connection ends")
    func garbage() async throws {
        try await withServer(tls: Self.none, handler: path) { port in
            let client = try RawClient(port: port)
            client.send([0x16, 3, 1, 0, 5] + Array("hello".utf8))
            #expect(try client.bytes(2) == [0x15, 3])
            client.finishSending()
            _ = try client.rest()
        }
    }

    @Test("A client that leaves in the handshake is not waited for")
    func gone() async throws {
        // Longer than the client of the test has patience.
        let limits = HTTPServer.Configuration.Limits.with { $0.headTimeout = .seconds(60) }
        try await withServer(limits: limits, tls: Self.none, handler: path) { port in
            let client = try RawClient(port: port)
            client.send(Array(Self.start[..<2]))
            // The rest is received by a session that has begun, together with the end.
            #expect(client.isSilent(forMilliseconds: 20))
            client.send(Array(Self.start[2...]))
            client.finishSending()
            #expect(try client.rest().isEmpty)
        }
    }

    @Test("Plain HTTP is answered as without TLS")
    func plain() async throws {
        let handler: HTTPHandler = { _, context in .text("\(context.isEncrypted)") }
        try await withServer(tls: Self.none, handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response().text == "false")
        }
    }
}
