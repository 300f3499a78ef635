/// Why a request cannot be understood; each kind knows the status it is answered with.
///
/// After any of them nothing else that comes over the connection may be interpreted, since it is not known where the
/// next request would begin (RFC 9112 §11.2).
public enum HTTPParseError: String, Error, Sendable, Hashable, CaseIterable {
    /// The request line is not `method SP target SP version` (RFC 9112 §3).
    case malformedRequestLine = "malformed_request_line"

    /// The target has none of the forms of RFC 9112 §3.2.
    case malformedTarget = "malformed_target"

    /// The version is well-formed but not a version of HTTP/1 (RFC 9110 §15.6.6).
    case unsupportedVersion = "unsupported_version"

    /// The request line is longer than the limit (RFC 9110 §15.5.15).
    case requestLineTooLong = "request_line_too_long"

    /// A header field line is not `name ":" value`, or is folded (RFC 9112 §5).
    case malformedField = "malformed_field"

    /// A line feed without a carriage return, or the other way round (RFC 9112 §2.2).
    case bareLineEnding = "bare_line_ending"

    /// A control character where none may stand (RFC 9110 §5.5).
    case controlCharacter = "control_character"

    /// The head is longer or has more fields than the limits allow (RFC 6585 §5).
    case headTooLarge = "head_too_large"

    /// An HTTP/1.1 request without a `Host` field (RFC 9112 §3.2).
    case missingHost = "missing_host"

    /// More than one `Host` field (RFC 9112 §3.2).
    case duplicateHost = "duplicate_host"

    /// A `Host` that is not `host` or `host:port` (RFC 9112 §3.2).
    case malformedHost = "malformed_host"

    /// A content length that is not a run of digits (RFC 9112 §6.3).
    case malformedContentLength = "malformed_content_length"

    /// More than one content length, even an equal one: RFC 9112 §6.3 leaves the choice, and refusing is the safe one.
    case duplicateContentLength = "duplicate_content_length"

    /// A content length beyond what can be counted.
    case contentLengthTooLarge = "content_length_too_large"

    /// Both a transfer coding and a content length (RFC 9112 §6.1).
    case conflictingFraming = "conflicting_framing"

    /// A transfer coding whose end cannot be found, or any on HTTP/1.0 (RFC 9112 §6.1, §6.3).
    case malformedTransferEncoding = "malformed_transfer_encoding"

    /// A transfer coding other than `chunked` (RFC 9112 §6.1).
    case unsupportedTransferEncoding = "unsupported_transfer_encoding"

    /// An expectation other than `100-continue` (RFC 9110 §10.1.1).
    case unsupportedExpectation = "unsupported_expectation"

    /// A chunk, its size line or its end is malformed (RFC 9112 §7.1).
    case malformedChunk = "malformed_chunk"

    /// Chunk extensions or trailers beyond the limits.
    case chunkOverheadTooLarge = "chunk_overhead_too_large"

    /// The status such a request is answered with.
    public var status: HTTPStatus {
        switch self {
        case .requestLineTooLong: 414
        case .headTooLarge: 431
        case .contentLengthTooLarge: 413
        case .unsupportedExpectation: 417
        case .unsupportedTransferEncoding: 501
        case .unsupportedVersion: 505
        default: 400
        }
    }
}

extension HTTPParseError: CustomStringConvertible {
    /// What is wrong, as a sentence for whoever sent it.
    public var description: String {
        switch self {
        case .malformedRequestLine: "the request line is not 'method target version' with single spaces"
        case .malformedTarget: "the request target is not a path, a URI, or what its method allows"
        case .unsupportedVersion: "only HTTP/1.0 and HTTP/1.1 are spoken here"
        case .requestLineTooLong: "the request line is too long"
        case .malformedField: "a header line is not 'name: value', or is folded"
        case .bareLineEnding: "a line does not end in carriage return and line feed"
        case .controlCharacter: "a control character stands in the request head"
        case .headTooLarge: "the request head is too long or has too many fields"
        case .missingHost: "the Host field is missing"
        case .duplicateHost: "there is more than one Host field"
        case .malformedHost: "the Host field is not a host with perhaps a port"
        case .malformedContentLength: "Content-Length is not a number"
        case .duplicateContentLength: "there is more than one Content-Length"
        case .contentLengthTooLarge: "Content-Length is larger than anything that is accepted"
        case .conflictingFraming: "both Transfer-Encoding and Content-Length are given"
        case .malformedTransferEncoding: "Transfer-Encoding does not end in a single chunked"
        case .unsupportedTransferEncoding: "only the transfer coding chunked is supported"
        case .unsupportedExpectation: "only the expectation 100-continue is supported"
        case .malformedChunk: "a chunk of the body is malformed"
        case .chunkOverheadTooLarge: "chunk extensions or trailers are too long"
        }
    }
}
