import HTTP

/// What a page of the control interface comes to.
enum ControlAnswer: Sendable {
    /// This answer.
    case now(HTTPResponse)
    /// What comes of this; it may take as long as it likes on other threads than the event loop's.
    case later(@Sendable () async -> HTTPResponse)
}
