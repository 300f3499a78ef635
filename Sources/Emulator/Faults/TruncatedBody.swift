import HTTP
import HTTPServer

/// A whole head and the first half of its body, then the end of the connection.
enum TruncatedBody: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse, in context: HTTPRequestContext) -> HTTPResponse {
        var answer = answer
        answer.body = answer.body.firstHalf {}
        return answer
    }
}
