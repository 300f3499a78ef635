import HTTP
import HTTPServer

/// A whole head and the first half of its body, then nothing, until the client gives up.
enum StallMidBody: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse, in context: HTTPRequestContext) -> HTTPResponse {
        var answer = answer
        answer.body = answer.body.firstHalf { try await context.sleep(for: StallBeforeHead.patience) }
        return answer
    }
}
