import HTTP

/// `Content-Type: text/html` on the body.
enum WrongContentType: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        var answer = answer
        answer.fields["content-type"] = "text/html; charset=utf-8"
        return answer
    }
}
