public import HTTP

/// Answers a request: the one function that an ``HTTPServer`` is made around.
///
/// It starts on the event loop of the connection and returns there after each suspension, so it may not block; work
/// that takes longer than about a millisecond belongs on another executor. Its task is cancelled when the client goes
/// away. What it returns is still sent to a client that has only closed its own half.
public typealias HTTPHandler = @Sendable (HTTPRequest, HTTPRequestContext) async -> HTTPResponse
