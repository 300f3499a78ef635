import Glibc
import HTTP
import TestSupport
import Testing

@testable import HTTPServer

@Suite struct `The budget of what is held for clients` {
    /// Runs a server whose budget is known.
    private func withServer(
        budget: BufferBudget,
        limits: HTTPServer.Configuration.Limits = .init(),
        handler: @escaping HTTPHandler,
        body: @escaping @Sendable (_ port: Int) throws -> Void
    ) async throws {
        var configuration = HTTPServer.Configuration(listeners: [.init(port: 0)], threads: 1, limits: limits)
        configuration.budget = budget
        let server = try HTTPServer(configuration: configuration, handler: handler)
        try server.start()
        let port = server.addresses[0].port
        try await onOwnThread { try body(port) }
        await server.drain(timeout: .zero)
    }

    /// Waits until so many bytes are reserved, for two minutes at most; returns those that are.
    private static func bytes(of budget: BufferBudget, until isEnough: (Int) -> Bool) -> Int {
        for _ in 0..<120_000 where !isEnough(budget.bytesInUse) { poll(nil, 0, 1) }
        return budget.bytesInUse
    }

    @Test func `gives back what was reserved when the reservation goes`() {
        let budget = BufferBudget(limit: 100)
        do {
            let (first, second) = (budget.reservation(), budget.reservation())
            #expect(first.grow(to: 60))
            #expect(first.grow(to: 50), "less is reserved already")
            #expect(!second.grow(to: 41))
            #expect(second.grow(by: 40))
            #expect(budget.bytesInUse == 100)
            #expect(budget.refusedCount == 1)
            first.shrink(to: 10)
            #expect(budget.bytesInUse == 50)
            #expect(!second.grow(by: .max - 40))
        }
        #expect(budget.bytesInUse == 0)
        #expect(budget.refusedCount == 2)
    }

    @Test(arguments: ["Content-Length: 300000", "Transfer-Encoding: chunked"])
    func `refuses a body for which there is no room, and closes`(framing: String) async throws {
        let budget = BufferBudget(limit: 100_000)
        try await withServer(budget: budget, handler: echo) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
            let body = String(repeating: "x", count: 300_000)
            client.send(framing.contains("chunked") ? "493E0\r\n\(body)\r\n0\r\n\r\n" : body)
            client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = try client.response()
            #expect(response.status == 503)
            #expect(response.text.contains("holds no more than 100000 bytes"))
            #expect(response["Connection"] == "close")
            #expect(Self.bytes(of: budget) { $0 == 0 } == 0)
            client.finishSending()
            #expect(try client.rest().isEmpty)
            // There is room for others.
            let other = try RawClient(port: port)
            other.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")
            other.send("hello")
            #expect(try other.response().text == "hello")
        }
        #expect(budget.refusedCount == 1)
    }

    @Test func `counts what has come, not what is announced`() async throws {
        let budget = BufferBudget(limit: 1_000_000)
        try await withServer(budget: budget, handler: echo) { port in
            let clients = try (0..<20).map { _ in try RawClient(port: port) }
            for client in clients { client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000000\r\n\r\nhello") }
            #expect(Self.bytes(of: budget) { $0 >= 100 } >= 100)
            #expect(budget.bytesInUse < 100_000)
            #expect(budget.refusedCount == 0)
        }
    }

    @Test func `is not touched by a body that comes with its head`() async throws {
        let budget = BufferBudget(limit: 0)
        try await withServer(budget: budget, handler: echo) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
            #expect(try client.response().text == "hello")
        }
    }

    private enum WayOut: CaseIterable {
        case close, reset, finish, timeout, malformed, tooLarge, answered, skipped, drained
    }

    @Test(arguments: WayOut.allCases)
    private func `has everything back whichever way a body ends`(way: WayOut) async throws {
        let budget = BufferBudget(limit: 1_000_000)
        var limits = HTTPServer.Configuration.Limits()
        limits.bodyBytes = 300_000
        if way == .timeout { limits.bodyProgressTimeout = .milliseconds(20) }
        let handler: HTTPHandler = { request, context in
            request.target.rawPath == "/skip" ? .text("skipped") : await echo(request, context)
        }
        try await withServer(budget: budget, limits: limits, handler: handler) { port in
            let client = try RawClient(port: port)
            client.send(
                "POST \(way == .skipped ? "/skip" : "/") HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            client.send("30D40\r\n" + String(repeating: "x", count: 200_000) + "\r\n")
            if way != .skipped, way != .timeout { #expect(Self.bytes(of: budget) { $0 >= 200_000 } >= 200_000) }
            switch way {
            case .close: client.close()
            case .reset: client.reset()
            case .finish: client.finishSending()
            case .timeout, .drained: break
            case .malformed: client.send("nonsense")
            case .tooLarge: client.send("30D40\r\n")
            case .answered, .skipped: client.send("0\r\n\r\n")
            }
            if way != .drained { #expect(Self.bytes(of: budget) { $0 == 0 } == 0) }
            withExtendedLifetime(client) {}
        }
        #expect(try await onOwnThread { Self.bytes(of: budget) { $0 == 0 } } == 0)
        #expect(budget.refusedCount == 0)
    }

    @Test func `counts a body for as long as its handler has it, even if the client has gone`() async throws {
        let budget = BufferBudget(limit: 1_000_000)
        let (hasBody, goOn) = (Event<Void>(), Event<Void>())
        let handler: HTTPHandler = { request, _ in
            let body = (try? await request.body.collect()) ?? []
            hasBody.happen()
            await goOn.wait()
            return .text("\(body.count)")
        }
        try await withServer(budget: budget, handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n")
            client.send([UInt8](repeating: 1, count: 200_000))
            #expect(hasBody.waitBlocking() != nil)
            client.reset()
            // Another connection of the same loop is answered once that is known.
            let other = try RawClient(port: port)
            other.send("nonsense\r\n\r\n")
            #expect(try other.response().status == 400)
            #expect(budget.bytesInUse == 200_000)
            goOn.happen()
            #expect(Self.bytes(of: budget) { $0 == 0 } == 0)
        }
    }

    @Test func `counts heads that have not come whole, and refuses one for which there is no room`() async throws {
        let budget = BufferBudget(limit: 10_000)
        try await withServer(budget: budget, handler: path) { port in
            let first = try RawClient(port: port)
            first.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 6_000))
            #expect(Self.bytes(of: budget) { $0 >= 6_000 } >= 6_000)
            let second = try RawClient(port: port)
            second.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 6_000))
            let response = try second.response()
            #expect(response.status == 503)
            #expect(response.text.contains(#""code":"overloaded""#))
            #expect(response["Connection"] == "close")
            first.send("\r\n\r\n")
            #expect(try first.response().text == "/")
            #expect(Self.bytes(of: budget) { $0 == 0 } == 0)
        }
    }

    @Test func `closes after a request behind which more came than there is room for`() async throws {
        let budget = BufferBudget(limit: 1_000)
        try await withServer(budget: budget, handler: path) { port in
            let client = try RawClient(port: port)
            client.send((0..<100).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            let response = try client.response()
            #expect(response.text == "/0")
            #expect(response["Connection"] == "close")
            client.finishSending()
            #expect(try client.rest().isEmpty)
            #expect(Self.bytes(of: budget) { $0 == 0 } == 0)
        }
    }

    @Test func `closes after such a request even if its answer had begun before`() async throws {
        let handler: HTTPHandler = { request, _ in
            HTTPResponse(
                status: 200,
                body: .stream(contentLength: nil) { writer in
                    try await writer.write(Array("begun ".utf8))
                    try await writer.write(request.body.collect())
                }
            )
        }
        try await withServer(budget: BufferBudget(limit: 20), handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")
            _ = try client.text(upTo: "begun ")
            client.send("helloGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.text(upTo: "0\r\n\r\n").contains("hello"))
            client.finishSending()
            #expect(try client.rest().isEmpty)
        }
    }

    private final class Kept: Sendable {
        let gone: Event<Void>
        init(_ gone: Event<Void>) { self.gone = gone }
        deinit { gone.happen() }
    }

    @Test(arguments: [true, false])
    func `is left to a response until that is sent, or the client has gone`(isTaken: Bool) async throws {
        let gone = Event<Void>()
        let handler: HTTPHandler = { _, _ in
            var response = HTTPResponse(status: 200, body: .bytes([UInt8](repeating: 1, count: 30_000_000)))
            response.holding = Kept(gone)
            return response
        }
        try await withServer(budget: BufferBudget(limit: 0), handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            while client.isSilent(forMilliseconds: 100) {}
            #expect(!gone.hasHappened)
            if isTaken { _ = try client.response() } else { client.close() }
            #expect(gone.waitBlocking() != nil)
        }
    }
}
