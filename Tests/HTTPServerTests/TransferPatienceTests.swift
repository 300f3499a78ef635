import HTTP
import TestSupport
import Testing

@testable import HTTPServer

@Suite struct `Patience with a slow client` {
    private static let second: UInt64 = 1_000_000_000

    @Test func `is used up by waiting and comes back with each byte, up to what it was`() {
        let terms = TransferPatience.Terms(longest: 30 * Self.second, bytesPerSecond: 1_000)
        var patience = TransferPatience(terms)
        patience.spend(29 * Self.second)
        #expect(patience.remaining == Self.second)
        patience.regain(by: 1, terms)
        #expect(patience.remaining == Self.second + Self.second / 1_000)
        patience.regain(by: 28_000, terms)
        #expect(patience.remaining == 29 * Self.second + Self.second / 1_000)
        patience.regain(by: 1 << 40, terms)
        #expect(patience.remaining == terms.longest)
        patience.regain(by: .max, terms)
        #expect(patience.remaining == terms.longest)
        patience.spend(.max)
        #expect(patience.remaining == 0)
    }

    @Test func `has an end for a byte now and then`() {
        let terms = TransferPatience.Terms(longest: 30 * Self.second, bytesPerSecond: 4_096)
        var patience = TransferPatience(terms)
        var seconds = 0
        while patience.remaining > 29 * Self.second {
            patience.spend(29 * Self.second)
            patience.regain(by: 1, terms)
            seconds += 29
        }
        #expect(seconds == 29)
    }

    @Test func `comes back with any byte where there is no minimum`() {
        let terms = TransferPatience.Terms(longest: 30 * Self.second, bytesPerSecond: 0)
        var patience = TransferPatience(terms)
        patience.spend(29 * Self.second)
        patience.regain(by: 1, terms)
        #expect(patience.remaining == terms.longest)
    }

    private func limits(bytesPerSecond: Int) -> HTTPServer.Configuration.Limits {
        .with {
            $0.bodyProgressTimeout = .milliseconds(50)
            $0.bodyMinimumBytesPerSecond = bytesPerSecond
        }
    }

    @Test(arguments: ["Content-Length: 1000000", "Transfer-Encoding: chunked"])
    func `ends with a body that comes in drops, as a whole`(framing: String) async throws {
        try await withServer(limits: limits(bytesPerSecond: 1_000_000), handler: echo) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
            repeat {
                client.send(framing.contains("chunked") ? "1\r\n1\r\n" : "1")
            } while client.isSilent(forMilliseconds: 1)
            let response = try client.response()
            #expect(response.status == 408)
            #expect(response["Connection"] == "close")
        }
    }

    @Test func `ends with the rest of a body that is being skipped`() async throws {
        try await withServer(limits: limits(bytesPerSecond: 1_000_000), handler: path) { port in
            let client = try RawClient(port: port)
            client.send("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n")
            #expect(try client.response().text == "/1")
            repeat { client.send("1") } while client.isSilent(forMilliseconds: 1)
            #expect(client.isBroken(sending: [0]))
        }
    }

    @Test func `is not what a TLS handshake has, which has a time as a whole`() async throws {
        let tls = HTTPServer.Configuration.TLS { _ in nil }
        try await withServer(limits: .with { $0.headTimeout = .milliseconds(20) }, tls: tls, handler: path) { port in
            let client = try RawClient(port: port)
            // The beginning of a ClientHello that fills the longest record (RFC 8446 §4.1.2, §5.1).
            client.send([0x16, 3, 1, 0x40, 0, 1, 0, 0x3F, 0xFC, 3, 3])
            // Fewer than the record is long: the handshake ends for its time.
            repeat { client.send([0]) } while client.isSilent(forMilliseconds: 1)
            #expect(client.isBroken(sending: [0]))
        }
    }

    @Test func `does not end with a body that keeps up`() async throws {
        // Each byte makes good for the longest wait.
        try await withServer(limits: .with { $0.bodyMinimumBytesPerSecond = 1 }, handler: echo) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200\r\n\r\n")
            for _ in 0..<200 {
                client.send("1")
                _ = client.isSilent(forMilliseconds: 1)
            }
            #expect(try client.response().text == String(repeating: "1", count: 200))
        }
    }

    @Test(arguments: [true, false])
    func `ends with a client that takes a response in drops`(isStream: Bool) async throws {
        let limits = HTTPServer.Configuration.Limits.with {
            $0.writeProgressTimeout = .milliseconds(100)
            $0.writeMinimumBytesPerSecond = 1_000_000_000
        }
        let size = 30_000_000
        let handler: HTTPHandler = { _, _ in
            guard isStream else { return HTTPResponse(status: 200, body: .bytes([UInt8](repeating: 1, count: size))) }
            return HTTPResponse(
                status: 200,
                body: .stream(contentLength: size) { writer in
                    for _ in 0..<30 { try await writer.write([UInt8](repeating: 1, count: size / 30)) }
                }
            )
        }
        try await withServer(limits: limits, handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            // A hundred kilobytes a millisecond at most, where a million are the minimum.
            #expect(throws: RawClient.Failure.self) {
                for _ in 0..<(size / 100_000) {
                    _ = try client.bytes(100_000)
                    _ = client.isBroken(forMilliseconds: 1)
                }
            }
        }
    }
}
