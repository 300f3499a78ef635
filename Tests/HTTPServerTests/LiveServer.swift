import HTTP
import HTTPServer
import TestSupport

/// Runs a server of two event loops on a free port for as long as the body takes, which runs on a thread of its own
/// and may block.
func withServer<Value: Sendable>(
    limits: HTTPServer.Configuration.Limits = .init(),
    threads: Int = 2,
    serverName: String? = nil,
    tls: HTTPServer.Configuration.TLS? = nil,
    proxy: HTTPProxyPolicy? = nil,
    handler: @escaping HTTPHandler,
    body: @escaping @Sendable (_ port: Int) throws -> Value
) async throws -> Value {
    var configuration = HTTPServer.Configuration(
        listeners: [.init(port: 0)],
        threads: threads,
        limits: limits,
        serverName: serverName
    )
    configuration.tls = tls
    configuration.proxy = proxy
    let server = try HTTPServer(configuration: configuration, handler: handler)
    try server.start()
    let port = server.addresses[0].port
    do {
        let value = try await onOwnThread { try body(port) }
        await server.drain(timeout: .zero)
        return value
    } catch {
        await server.drain(timeout: .zero)
        throw error
    }
}

extension HTTPServer.Configuration.Limits {
    /// The default limits but for some.
    static func with(_ change: (inout Self) -> Void) -> Self {
        var limits = Self()
        change(&limits)
        return limits
    }
}

extension HTTPResponse {
    /// A response that is a text.
    static func text(_ text: String, status: HTTPStatus = 200) -> HTTPResponse {
        HTTPResponse(status: status, fields: ["Content-Type": "text/plain"], body: .bytes(Array(text.utf8)))
    }
}

/// Answers with the body of the request, or with the status and the words of the error in reading it.
@Sendable func echo(_ request: HTTPRequest, _ context: HTTPRequestContext) async -> HTTPResponse {
    do {
        return HTTPResponse(status: 200, body: .bytes(try await request.body.collect()))
    } catch {
        return .text(error.description, status: error.status)
    }
}

/// Answers with the path of the request.
@Sendable func path(_ request: HTTPRequest, _ context: HTTPRequestContext) async -> HTTPResponse {
    .text(request.target.rawPath)
}
