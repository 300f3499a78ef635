/// A way in which an answer goes wrong on the wire.
///
/// The names are WireMock's where it has the fault, and in its manner where it has not.
public enum WireFault: String, Sendable, Hashable, CaseIterable {
    /// The connection is reset instead of an answer.
    case connectionResetByPeer = "CONNECTION_RESET_BY_PEER"
    /// The connection is closed in order, without a byte.
    case emptyResponse = "EMPTY_RESPONSE"
    /// A whole head, then the end of the connection.
    case closeAfterHead = "CLOSE_AFTER_HEAD"
    /// A whole head and the first half of its body, then the end of the connection.
    case truncatedBody = "TRUNCATED_BODY"
    /// The head of a chunked answer, then bytes that are no chunk, and the end of the connection.
    case malformedResponseChunk = "MALFORMED_RESPONSE_CHUNK"
    /// Bytes that are no HTTP, and the end of the connection.
    case randomDataThenClose = "RANDOM_DATA_THEN_CLOSE"
    /// A `Content-Length` of half the bytes that are sent, and the end of the connection.
    case wrongContentLength = "WRONG_CONTENT_LENGTH"
    /// Nothing, until the client gives up.
    case stallBeforeHead = "STALL_BEFORE_HEAD"
    /// A whole head and the first half of its body, then nothing, until the client gives up.
    case stallMidBody = "STALL_MID_BODY"
    /// A whole head, then the body byte for byte, ten bytes a second.
    case drip = "DRIP"
    /// The whole answer, which says that the connection closes, and the end of the connection five seconds later.
    case slowClose = "SLOW_CLOSE"
    /// A status line with a version of HTTP that there is not.
    case invalidHTTPVersion = "INVALID_HTTP_VERSION"
    /// A record of TLS that nobody can open, also where the client does not speak TLS, and the end of the connection.
    case badTLSRecord = "BAD_TLS_RECORD"
    /// `Content-Encoding: gzip` on a body that is not.
    case mislabelledGzip = "MISLABELLED_GZIP"
    /// `Content-Type: text/html` on the body.
    case wrongContentType = "WRONG_CONTENT_TYPE"
    /// The first half of the body as though it were all of it, its length included.
    case halfImage = "HALF_IMAGE"
    /// A download is answered as the vendor's expired ones are; a generation's images are expired from the start.
    case expiredLink = "EXPIRED_LINK"
    /// A client that speaks TLS is refused before it can ask for anything: of this, only the host is known.
    case refusedHandshake = "REFUSED_HANDSHAKE"

    /// Those that befall an answer: a caller may wish for them, and downloads may have them.
    static let ofAnswers = allCases.filter { $0 != .refusedHandshake }
}
