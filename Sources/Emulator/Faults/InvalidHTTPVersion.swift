import HTTP

/// A status line with a version of HTTP that there is not.
enum InvalidHTTPVersion: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        let body = answer.body.bytes ?? []
        let head = answer.head(framing: .length(body.count)).dropFirst("HTTP/1.1".utf8.count)
        return HTTPResponse(status: answer.status, body: .wire(HTTPWireBytes(Array("HTTP/4.2".utf8) + head + body)))
    }
}
