import HTTP
import Scenarios

/// An answer that goes wrong on the wire in one way.
protocol FaultyAnswer {
    /// What is sent in place of an answer.
    ///
    /// What takes its time takes real time, as the client's patience is.
    ///
    /// - Parameter answer: The answer as it should be.
    /// - Returns: What goes out instead.
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse
}

extension WireFault {
    /// What makes answers go wrong in this way.
    var kind: any FaultyAnswer.Type {
        switch self {
        case .connectionResetByPeer: ConnectionResetByPeer.self
        case .emptyResponse: EmptyResponse.self
        case .closeAfterHead: CloseAfterHead.self
        case .truncatedBody: TruncatedBody.self
        case .malformedResponseChunk: MalformedResponseChunk.self
        case .randomDataThenClose: RandomDataThenClose.self
        case .wrongContentLength: WrongContentLength.self
        case .stallBeforeHead: StallBeforeHead.self
        case .stallMidBody: StallMidBody.self
        case .drip: Drip.self
        case .slowClose: SlowClose.self
        case .invalidHTTPVersion: InvalidHTTPVersion.self
        case .badTLSRecord: BadTLSRecord.self
        case .mislabelledGzip: MislabelledGzip.self
        case .wrongContentType: WrongContentType.self
        case .halfImage: HalfImage.self
        case .expiredLink: ExpiredLink.self
        case .refusedHandshake: RefusedHandshake.self
        }
    }
}
