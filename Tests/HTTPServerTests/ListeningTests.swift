import CLinux
import Glibc
import HTTP
import TestSupport
import Testing

@testable import HTTPServer

@Suite("Listening")
struct ListeningTests {
    private func bind(_ listeners: HTTPServer.Configuration.Listener...) throws(HTTPServerError) -> HTTPServer {
        try HTTPServer(configuration: .init(listeners: listeners, threads: 1), handler: path)
    }

    @Test("A port that is taken is named")
    func inUse() throws {
        let first = try bind(.init(port: 0))
        let port = first.addresses[0].port
        let error = #expect(throws: HTTPServerError.self) { try bind(.init(port: 0), .init(port: port)) }
        #expect(error == .addressInUse(host: "127.0.0.1", port: port))
        #expect(error?.description == "port \(port) on 127.0.0.1 is already in use")
    }

    @Test(
        "An address that cannot be listened on is named",
        arguments: [
            ("example.org", 0, "'example.org' is not an IP address to listen on"),
            ("", 0, "'' is not an IP address to listen on"),
            ("127.0.0.1", 65536, "65536 is not a port number between 0 and 65535"),
            ("127.0.0.1", -1, "-1 is not a port number between 0 and 65535"),
            ("192.0.2.1", 0, "192.0.2.1 is not an address of this machine"),
        ]
    )
    func invalid(host: String, port: Int, message: String) {
        let error = #expect(throws: HTTPServerError.self) { try bind(.init(host: host, port: port)) }
        #expect(error?.description == message)
    }

    @Test("Connections beyond the limit wait until there is room")
    func connectionLimit() async throws {
        try await withServer(limits: .with { $0.connections = 2 }, handler: path) { port in
            let first = try RawClient(port: port)
            let second = try RawClient(port: port)
            let third = try RawClient(port: port)
            for client in [first, second] {
                client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.response().text == "/1")
            }
            third.send("GET /3 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(third.isSilent(forMilliseconds: 30))
            first.close()
            #expect(try third.response().text == "/3")
        }
    }

    @Test("Running out of descriptors ends neither the listener nor the connections that are open")
    func outOfDescriptors() async {
        await #expect(processExitsWith: .success) {
            try await withServer(handler: path) { port in
                let first = try RawClient(port: port)
                let request = "GET /path HTTP/1.1\r\nHost: a\r\n\r\n"
                first.send(request)
                guard try first.response().text == "/path" else { exit(1) }
                // One descriptor is left, which the second client takes, so that there is none to accept it.
                let spare = dup(0)
                close(spare)
                var limit = rlimit(rlim_cur: rlim_t(spare + 1), rlim_max: rlim_t(spare + 1))
                guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { exit(2) }
                let second = try RawClient(port: port)
                second.send(request)
                guard second.isSilent(forMilliseconds: 30) else { exit(3) }
                first.send(request)
                guard try first.response().text == "/path" else { exit(4) }
                first.close()
                guard try second.response().text == "/path" else { exit(5) }
            }
        }
    }

    @Test("Small writes are not held back until the client has acknowledged the last one")
    func noDelay() throws {
        let listener = try BoundListener(.init(port: 0))
        defer { BoundListener.closeAll([listener]) }
        let client = try RawClient(port: listener.address.port)
        var peer = linux_peer()
        let connection = linux_accept(listener.socket, &peer)
        defer { close(connection) }
        var isOn: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        #expect(getsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, &size) == 0)
        #expect(isOn == 1)
        withExtendedLifetime(client) {}
    }
}
