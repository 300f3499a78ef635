import HTTP

/// `Content-Encoding: gzip` on a body that is not.
enum MislabelledGzip: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        var answer = answer
        answer.fields["content-encoding"] = "gzip"
        return answer
    }
}
