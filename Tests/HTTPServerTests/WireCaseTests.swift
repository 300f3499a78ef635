import HTTP
import HTTPServer
import Locks
import TestSupport
import Testing

@Suite struct `Requests at the edge of what is allowed` {
    @Test(arguments: try WireCase.all(in: "http/answered"))
    func `are answered in order, with the body that is theirs, and the next one if the connection stays`(
        wireCase: WireCase
    ) async throws {
        let paths = Lock<[String]>([])
        let handler: HTTPHandler = { request, context in
            paths.withLock { $0.append(request.target.rawPath) }
            do throws(HTTPPathError) {
                _ = try request.target.decodedPath()
            } catch {
                return .text(error.rawValue, status: error.status)
            }
            return await echo(request, context)
        }
        try await withServer(handler: handler) { port in
            let client = try RawClient(port: port)
            client.send(wireCase.bytes + Array("GET /second HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8))
            var responses: [RawResponse] = []
            for _ in wireCase.statuses { responses.append(try client.finalResponse()) }
            #expect(responses.map(\.status) == wireCase.statuses)
            if let body = wireCase.body { #expect(responses.last?.body == body) }
            if wireCase.keepsConnection { #expect(try client.finalResponse().status == 200) }
            #expect(try client.rest().isEmpty)
        }
        let seen = paths.withLock { $0 }
        #expect(seen.contains("/second") == wireCase.keepsConnection)
        #expect(!seen.contains("/hidden"))
    }

    @Test func `are not fewer than there were`() throws {
        #expect(try WireCase.all(in: "http/refused").count >= 380)
        #expect(try WireCase.all(in: "http/answered").count >= 150)
    }
}

extension RawClient {
    /// Waits for the next response that is no interim one (RFC 9110 §15.2).
    fileprivate func finalResponse() throws(Failure) -> RawResponse {
        while true {
            let response = try response()
            if response.status >= 200 { return response }
        }
    }
}
