public import HTTP

/// A vendor's response, ready to be sent.
public struct Answer: Sendable, Hashable {
    /// The status line's code.
    public var status: HTTPStatus
    /// The header fields, without those of framing.
    public var fields: HTTPFields
    /// The body.
    public var body: [UInt8]

    /// Makes an answer.
    public init(status: HTTPStatus, fields: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
