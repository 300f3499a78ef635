import HTTP

/// A whole head and the first half of its body, then the end of the connection.
enum TruncatedBody: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        var answer = answer
        answer.body = answer.body.firstHalf {}
        return answer
    }
}
