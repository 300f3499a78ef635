import CLinux
import Glibc
import HTTP
import HTTPServer
import TestSupport
import Testing

@Suite("Reaching another host for a relay")
struct RelayConnectingTests {
    private static let connect = "CONNECT vendor.example:443 HTTP/1.1\r\nHost: vendor.example:443\r\n\r\n"

    /// A port that answers no attempt to connect, because its queue of one is full.
    private struct SilentPort {
        let number: Int
        private let sockets: [Int32]

        init() {
            var port: UInt16 = 0
            let listener = linux_listen("127.0.0.1", 0, 0, &port)
            number = Int(port)
            sockets = [listener, linux_connect_loopback(port)]
        }

        /// Refuses who waits, and who comes.
        func close() {
            for socket in sockets { _ = Glibc.close(socket) }
        }
    }

    @Test("Hosts that do not answer hold up nothing else, and no more than a limit of them are waited for")
    func limit() async throws {
        let silent = SilentPort()
        let other = silent.number
        let isAsked = Event<Void>()
        let policy: HTTPProxyPolicy = { _, _ in
            isAsked.happen()
            return .relay(host: "127.0.0.1", port: other)
        }
        try await withServer(limits: .with { $0.relaysBeingConnected = 1 }, proxy: policy, handler: path) { port in
            let waiting = try RawClient(port: port)
            waiting.send(Self.connect)
            #expect(isAsked.waitBlocking() != nil)
            for _ in 0..<2 {
                let refused = try RawClient(port: port)
                refused.send(Self.connect)
                let response = try refused.response()
                #expect(response.status == 503)
                #expect(response.text == "no more than 1 other hosts are waited for at a time; try again\n")
                #expect(try refused.rest().isEmpty)
            }
            let ordinary = try RawClient(port: port)
            ordinary.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try ordinary.response().text == "/1")
            // The kernel asks again after a second, and is refused then.
            silent.close()
            #expect(try waiting.response().status == 502)
            let next = try RawClient(port: port)
            next.send(Self.connect)
            #expect(try next.response().status == 502)
        }
    }
}
