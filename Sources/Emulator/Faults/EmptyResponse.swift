import HTTP

/// The connection is closed in order, without a byte.
enum EmptyResponse: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        HTTPResponse(status: answer.status, body: .wire(HTTPWireBytes([])))
    }
}
