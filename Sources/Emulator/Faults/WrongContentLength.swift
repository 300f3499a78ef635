import HTTP

/// A `Content-Length` of half the bytes that are sent, and the end of the connection.
enum WrongContentLength: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        // What is drawn while it is sent has its length cut instead.
        guard let body = answer.body.bytes else { return TruncatedBody.spoil(answer) }
        let bytes = answer.head(framing: .length(body.count / 2)) + body
        return HTTPResponse(status: answer.status, body: .wire(HTTPWireBytes(bytes)))
    }
}
