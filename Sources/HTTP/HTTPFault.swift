/// A way in which a response goes wrong on the wire.
///
/// The names are WireMock's where it has the fault, and in its manner where it has not.
public enum HTTPFault: String, Sendable, Hashable, CaseIterable {
    /// The connection is reset instead of an answer.
    case connectionResetByPeer = "CONNECTION_RESET_BY_PEER"
    /// The connection is closed in order, without a byte.
    case emptyResponse = "EMPTY_RESPONSE"
    /// A whole head, then the end of the connection.
    case closeAfterHead = "CLOSE_AFTER_HEAD"
    /// A whole head and the first half of its body, then the end of the connection.
    case truncatedBody = "TRUNCATED_BODY"
    /// Status 200 in chunked coding, then bytes that are no chunk, and the end.
    case malformedResponseChunk = "MALFORMED_RESPONSE_CHUNK"
    /// Bytes that are no HTTP, and the end.
    case randomDataThenClose = "RANDOM_DATA_THEN_CLOSE"
    /// `Content-Length` says more than there is, and nothing more comes.
    case wrongContentLength = "WRONG_CONTENT_LENGTH"
    /// Nothing comes.
    case stallBeforeHead = "STALL_BEFORE_HEAD"
    /// A whole head and the first half of its body, then nothing more.
    case stallMidBody = "STALL_MID_BODY"
    /// The whole answer, and only a while later the end of the connection, which it announces.
    case slowClose = "SLOW_CLOSE"
    /// The status line names a version of HTTP that there is not.
    case invalidHTTPVersion = "INVALID_HTTP_VERSION"
    /// On a connection with TLS a record that cannot be opened; without TLS, the bytes of one.
    case badTLSRecord = "BAD_TLS_RECORD"
    /// `Content-Encoding: gzip` on a body that is not.
    case mislabelledGzip = "MISLABELLED_GZIP"
    /// `Content-Type: text/html` on the body.
    case wrongContentType = "WRONG_CONTENT_TYPE"
}
