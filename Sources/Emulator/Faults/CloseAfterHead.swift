import HTTP

/// A whole head, then the end of the connection.
enum CloseAfterHead: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        HTTPResponse(
            status: answer.status,
            fields: answer.fields,
            // Falling short of what was announced closes the connection.
            body: .stream(contentLength: max(answer.body.count ?? 1, 1)) { _ in }
        )
    }
}
