import HTTP
import HTTPServer
import TestSupport
import Testing

@Suite struct `A server on localhost` {
    private static let hasIPv6 =
        (try? HTTPServer(
            configuration: .init(listeners: [.init(host: "::1", port: 0)], threads: 1),
            handler: path
        )) != nil

    private func server(_ listeners: HTTPServer.Configuration.Listener...) throws(HTTPServerError) -> HTTPServer {
        try HTTPServer(configuration: .init(listeners: listeners, threads: 1), handler: path)
    }

    @Test(.enabled(if: hasIPv6)) func `answers on one port of both loopback addresses`() async throws {
        let server = try server(
            .init(host: "localhost", port: 0, label: "a"),
            .init(host: "localhost", port: 0, label: "b")
        )
        try server.start()
        #expect(server.addresses.map(\.label) == ["a", "b"])
        #expect(server.addresses.map(\.host) == ["localhost", "localhost"])
        let ports = server.addresses.map(\.port)
        try await onOwnThread {
            for port in ports {
                for client in [try RawClient(port: port), try RawClient(portOfIPv6: port)] {
                    client.send("GET /\(port) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    #expect(try client.response().text == "/\(port)")
                }
            }
        }
        await server.drain(timeout: .zero)
        #expect(throws: RawClient.Failure.self) { try RawClient(portOfIPv6: ports[0]) }
    }

    @Test(.enabled(if: hasIPv6), arguments: ["127.0.0.1", "::1"])
    func `does not begin where its port is taken on one of them`(host: String) throws {
        let other = try server(.init(host: host, port: 0))
        let port = other.addresses[0].port
        let error = #expect(throws: HTTPServerError.self) { try server(.init(host: "localhost", port: port)) }
        #expect(error == .addressInUse(host: "localhost", port: port))
    }
}
