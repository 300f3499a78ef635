public import HTTP

/// Why the body of a request could not be read; each kind knows the status that suits it.
public enum HTTPBodyError: Error, Sendable, Hashable {
    /// The body is longer than the limit, in bytes.
    case tooLarge(limit: Int)

    /// The chunks of the body are malformed.
    case malformed(HTTPParseError)

    /// The client sent nothing, or too little, for longer than the limit.
    case timeout

    /// The server holds as many bytes for its clients as it may, which is the limit.
    case overloaded(limit: Int)

    /// The client closed the connection before the body was complete, or the request was answered before it was read.
    case clientGone

    /// Two tasks read the body at the same time.
    case readTwiceAtOnce

    /// The status to answer with.
    public var status: HTTPStatus {
        switch self {
        case .tooLarge: 413
        case .malformed(let error): error.status
        case .timeout: 408
        case .overloaded: 503
        case .clientGone: 400
        case .readTwiceAtOnce: 500
        }
    }
}

extension HTTPBodyError: CustomStringConvertible {
    /// What happened, as a sentence.
    public var description: String {
        switch self {
        case .tooLarge(let limit): "the request body is larger than \(limit) bytes"
        case .malformed(let error): error.description
        case .timeout: "the request body did not arrive in time"
        case .overloaded(let limit): "the server holds no more than \(limit) bytes for its clients at a time; try again"
        case .clientGone: "the connection ended before the request body did"
        case .readTwiceAtOnce: "the request body is being read by another task"
        }
    }
}
