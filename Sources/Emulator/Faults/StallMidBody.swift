import HTTP

/// A whole head and the first half of its body, then nothing, until the client gives up.
enum StallMidBody: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        var answer = answer
        answer.body = answer.body.firstHalf { try await Task.sleep(for: StallBeforeHead.patience) }
        return answer
    }
}
