import HTTP

/// The head of a chunked answer, then bytes that are no chunk, and the end of the connection.
enum MalformedResponseChunk: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        let bytes = answer.head(framing: .chunked) + Array("lskdu018973t09sylgasjkfg1][]'./.sdlv".utf8)
        return HTTPResponse(status: answer.status, body: .wire(HTTPWireBytes(bytes)))
    }
}
