import HTTP

/// The connection is reset instead of an answer.
enum ConnectionResetByPeer: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        HTTPResponse(status: answer.status, body: .wire(HTTPWireBytes([], ending: .reset)))
    }
}
