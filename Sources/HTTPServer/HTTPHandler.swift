public import HTTP

/// Answers a request: a function that an ``HTTPServer`` is made around.
///
/// It starts on the event loop of the connection and returns there after each suspension, so it may not block; work
/// that takes longer than about a millisecond belongs on another executor. Its task is cancelled when the client goes
/// away. What it returns is still sent to a client that has only closed its own half.
public typealias HTTPHandler = @Sendable (HTTPRequest, HTTPRequestContext) async -> HTTPResponse

/// What is known at once of the answer to a request.
///
/// A task is kilobytes for as long as a request waits, and nothing where none is needed: hence the handler that is to
/// answer many says at once what it can, and holds on to what it waits for alone.
public enum HTTPReply {
    /// The response.
    case now(HTTPResponse)
    /// What waits for the response, as an ``HTTPHandler`` does.
    case later(() async -> HTTPResponse)
}
