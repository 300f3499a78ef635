import HTTP

/// Nothing, until the client gives up.
enum StallBeforeHead: FaultyAnswer {
    /// Longer than any client waits; a client that goes away ends the wait.
    static let patience = Duration.seconds(86_400)

    /// The answer after the wait, which nobody is there to get.
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        EmptyResponse.spoil(answer)
    }
}
