import HTTP
import HTTPServer
import TestSupport
import Testing

@Suite("The end of a server")
struct DrainTests {
    private func server(threads: Int = 2, handler: @escaping HTTPHandler) throws -> HTTPServer {
        try HTTPServer(configuration: .init(listeners: [.init(port: 0)], threads: threads), handler: handler)
    }

    @Test("Idle connections are closed, and no new ones accepted")
    func idle() async throws {
        let server = try server(handler: path)
        try server.start()
        let port = server.addresses[0].port
        let isIdle = Event<Void>()
        async let idle: Void = onOwnThread {
            let connection = try RawClient(port: port)
            connection.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try connection.response().text == "/1")
            isIdle.happen()
            #expect(try connection.rest().isEmpty)
        }
        await isIdle.wait()
        #expect(await server.drain(timeout: .seconds(30)))
        try await idle
        #expect(throws: RawClient.Failure.self) { try RawClient(port: port) }
        #expect(await server.drain(timeout: .seconds(30)), "a second time changes nothing")
    }

    @Test("Requests in flight are finished, with the word that the connection closes")
    func inFlight() async throws {
        let isRunning = Event<Void>()
        let goOn = Event<Void>()
        let server = try server(threads: 1) { request, _ in
            guard request.target.rawPath != "/idle" else { return .text("idle") }
            isRunning.happen()
            await goOn.wait()
            return .text("done")
        }
        try server.start()
        let port = server.addresses[0].port
        async let answer = onOwnThread {
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = try client.response()
            #expect(try client.rest().isEmpty)
            return response
        }
        await isRunning.wait()
        let isOpen = Event<Void>()
        async let idle: Void = onOwnThread {
            let client = try RawClient(port: port)
            client.send("GET /idle HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try client.response()
            isOpen.happen()
            #expect(try client.rest().isEmpty)
        }
        await isOpen.wait()
        async let isClean = server.drain(timeout: .seconds(30))
        // An idle connection of the same loop shows by its end that the drain has begun.
        try await idle
        goOn.happen()
        let response = try await answer
        #expect(response.text == "done")
        #expect(response["Connection"] == "close")
        #expect(await isClean)
    }

    @Test("What takes too long is cut off, and its task cancelled")
    func bounded() async throws {
        let isRunning = Event<Void>()
        let wasCancelled = Event<Bool>()
        let server = try server { _, context in
            isRunning.happen()
            do {
                try await context.sleep(for: .seconds(60))
                wasCancelled.happen(false)
            } catch {
                wasCancelled.happen(true)
            }
            return .text("late")
        }
        try server.start()
        let port = server.addresses[0].port
        async let cut: Void = callThatIsCutOff(port: port)
        await isRunning.wait()
        #expect(await server.drain(timeout: .milliseconds(5)) == false)
        #expect(await wasCancelled.wait())
        try await cut
    }

    @Test("How long a drain may take is as configured, unless told otherwise")
    func configured() async throws {
        let isRunning = Event<Void>()
        var configuration = HTTPServer.Configuration(listeners: [.init(port: 0)], threads: 1)
        configuration.limits.drainTimeout = .milliseconds(5)
        let server = try HTTPServer(configuration: configuration) { _, context in
            isRunning.happen()
            try? await context.sleep(for: .seconds(60))
            return .text("late")
        }
        try server.start()
        let port = server.addresses[0].port
        async let cut: Void = callThatIsCutOff(port: port)
        await isRunning.wait()
        #expect(await server.drain() == false)
        try await cut
        #expect(HTTPServer.Configuration.Limits().drainTimeout == .seconds(5))
    }

    @Test("A client that has its answer and does not close is no request that was cut off")
    func lingering() async throws {
        let isAnswered = Event<Void>()
        let server = try server(handler: path)
        try server.start()
        let port = server.addresses[0].port
        async let answer: Void = onOwnThread {
            let client = try RawClient(port: port)
            client.send("nonsense\r\n\r\n")
            #expect(try client.response().status == 400)
            isAnswered.happen()
            #expect(client.isBroken(sending: [0]))
        }
        await isAnswered.wait()
        #expect(await server.drain(timeout: .milliseconds(5)))
        try await answer
    }

    @Test("A server that was never started frees its port")
    func neverStarted() async throws {
        let first = try server(handler: path)
        let port = first.addresses[0].port
        await first.drain(timeout: .zero)
        let second = try HTTPServer(configuration: .init(listeners: [.init(port: port)], threads: 1), handler: path)
        #expect(second.addresses[0].port == port)
    }

    /// Asks for something, and expects no answer.
    private func callThatIsCutOff(port: Int) async throws {
        try await onOwnThread {
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(throws: RawClient.Failure.self) { try client.response() }
        }
    }
}
