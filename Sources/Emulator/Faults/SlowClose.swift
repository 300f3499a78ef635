import HTTP

/// The whole answer, which says that the connection closes, and the end of the connection a while later.
enum SlowClose: FaultyAnswer {
    private static let delay = Duration.seconds(5)

    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        var answer = answer
        answer.fields["connection"] = "close"
        let body = answer.body
        answer.body = .stream(contentLength: body.count) { writer in
            try await body.write(to: writer)
            try await Task.sleep(for: delay)
        }
        return answer
    }
}
