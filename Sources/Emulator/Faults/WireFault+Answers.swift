import HTTP
import Scenarios

extension WireFault {
    /// How long a stalled answer waits: longer than any client does, and a client that goes away ends the wait.
    static let stall = Duration.seconds(86_400)

    /// What is sent in place of an answer.
    ///
    /// Pauses are real time, since the client's patience is.
    func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        switch self {
        case .connectionResetByPeer: answer.replaced(by: [], ending: .reset)
        // A stall is waited for before; nobody is left to get an answer.
        case .emptyResponse, .stallBeforeHead: answer.replaced(by: [])
        case .randomDataThenClose: answer.replaced(by: Self.randomBytes)
        case .badTLSRecord: answer.replaced(by: Self.unreadableRecord, skipsEncryption: true)
        case .invalidHTTPVersion: answer.withInvalidVersion()
        case .malformedResponseChunk: answer.withMalformedChunk()
        case .closeAfterHead: answer.withoutBody()
        case .truncatedBody: answer.cutInHalf {}
        case .stallMidBody: answer.cutInHalf { try await Task.sleep(for: Self.stall) }
        case .wrongContentLength: answer.withHalfTheContentLength()
        case .halfImage: answer.withHalfTheBody()
        case .drip: answer.dripping(every: .milliseconds(100))
        case .slowClose: answer.closing(after: .seconds(5))
        case .mislabelledGzip: answer.with("content-encoding", "gzip")
        // It may hold a caller's text, and be served where the control interface is: so browsers give it no origin.
        case .wrongContentType:
            answer.with("content-type", "text/html; charset=utf-8").with("content-security-policy", "sandbox")
        // The vendor's own answer for an expired image goes out as it is.
        case .expiredLink: answer
        // It is refused before there is an answer.
        case .refusedHandshake: answer
        }
    }
}

extension HTTPResponse {
    fileprivate func with(_ field: String, _ value: String) -> HTTPResponse {
        var answer = self
        answer.fields[field] = value
        return answer
    }
}
