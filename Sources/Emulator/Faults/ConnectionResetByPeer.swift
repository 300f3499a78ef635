import HTTP
import HTTPServer

/// The connection is reset instead of an answer.
enum ConnectionResetByPeer: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse, in context: HTTPRequestContext) -> HTTPResponse {
        HTTPResponse(status: answer.status, body: .wire(HTTPWireBytes([], ending: .reset)))
    }
}
