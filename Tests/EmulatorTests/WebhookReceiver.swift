import HTTP
import HTTPServer
import Locks

/// A server that takes webhooks, notes them, and answers them with one status after the other.
final class WebhookReceiver: Sendable {
    /// A message as it came.
    struct Message: Sendable {
        let method: HTTPMethod
        let target: String
        let fields: HTTPFields
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private let server: HTTPServer
    private let messages: AsyncStream<Message>
    private let release: AsyncStream<Never>.Continuation

    /// Starts on a free port.
    ///
    /// The statuses are those of the first answers, nil for none until ``letGo()``; those that follow are 200.
    init(answering statuses: [HTTPStatus?] = [], fields: HTTPFields = [:]) throws {
        let (messages, continuation) = AsyncStream.makeStream(of: Message.self)
        let rest = Lock(statuses[...])
        self.messages = messages
        let (held, release) = AsyncStream.makeStream(of: Never.self)
        self.release = release
        server = try HTTPServer(configuration: .init(listeners: [.init(port: 0)], threads: 1)) { request, _ in
            let body = (try? await request.body.collect()) ?? []
            let status = rest.withLock { $0.popFirst() } ?? 200
            continuation.yield(
                Message(
                    method: request.method,
                    target: "\(request.target.rawPath)\(request.target.query.map { "?\($0)" } ?? "")",
                    fields: request.fields,
                    body: body
                )
            )
            if status == nil { for await _ in held {} }
            return HTTPResponse(status: status ?? 200, fields: fields)
        }
        try server.start()
    }

    var port: Int { server.addresses[0].port }

    var url: String { "http://127.0.0.1:\(port)/hook" }

    /// Waits for the next message.
    func next() async throws -> Message {
        for await message in messages { return message }
        throw CancellationError()
    }

    /// Answers a message that is held back.
    func letGo() { release.finish() }

    /// Stops listening.
    func stop() async {
        await server.drain(timeout: .zero)
    }
}
