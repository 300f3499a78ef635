import HTTP
import HTTPServer
import TestSupport
import Testing

@Suite("Waiting on the timers of a loop")
struct SleepTests {
    @Test("Handlers that sleep wake in the order of their deadlines, not before them")
    func order() async throws {
        let handler: HTTPHandler = { request, context in
            let milliseconds = Int(request.target.query ?? "") ?? 0
            let start = ContinuousClock.now
            try? await context.sleep(for: .milliseconds(milliseconds))
            return .text("\(ContinuousClock.now - start >= .milliseconds(milliseconds))")
        }
        try await withServer(handler: handler) { port in
            let clients = try [30, 1, 15, 0].map { milliseconds in
                let client = try RawClient(port: port)
                client.send("GET /?\(milliseconds) HTTP/1.1\r\nHost: a\r\n\r\n")
                return client
            }
            for client in clients { #expect(try client.response().text == "true") }
        }
    }

    @Test(
        "A sleep ends when its task is cancelled, on the loop or elsewhere, before or after it began",
        arguments: [true, false],
        [true, false]
    )
    func cancellation(isElsewhere: Bool, isEarly: Bool) async throws {
        let handler: HTTPHandler = { _, context in
            let begun = Event<Void>()
            let sleep: @Sendable () async -> Bool = {
                if isEarly { await begun.wait() } else { begun.happen() }
                do {
                    try await context.sleep(for: .seconds(60))
                    return false
                } catch {
                    return true
                }
            }
            let task = isElsewhere ? Task.detached { await sleep() } : Task { await sleep() }
            if !isEarly { await begun.wait() }
            task.cancel()
            if isEarly { begun.happen() }
            return .text("\(await task.value)")
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response().text == "true")
        }
    }

    @Test("Hundreds of handlers sleep on one thread")
    func many() async throws {
        let handler: HTTPHandler = { _, context in
            try? await context.sleep(for: .milliseconds(20))
            return .text("awake")
        }
        try await withServer(handler: handler) { port in
            let clients = try (0..<300).map { _ in try RawClient(port: port) }
            for client in clients { client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
            for client in clients { #expect(try client.response().text == "awake") }
        }
    }

    @Test("A sleep on a server that has ended does not begin")
    func afterTheEnd() async throws {
        let kept = Event<HTTPRequestContext>()
        let handler: HTTPHandler = { _, context in
            kept.happen(context)
            return .text("")
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response().status == 200)
        }
        let context = await kept.wait()
        kept.forget()
        await #expect(throws: CancellationError.self) { try await context.sleep(for: .seconds(60)) }
    }
}
