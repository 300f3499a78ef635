public import HTTP
public import Simulation

/// Whom the caller wants to be told of a job's end, and how the vendor tells it: by POST, until it is taken.
public struct JobWebhook: Sendable {
    /// Where to send the message, as the caller wrote it: an absolute `http` or `https` URL.
    public let url: String
    /// Words the message about a job that is over.
    public let body: @Sendable (QueuedJob) -> [UInt8]
    /// The header fields of one attempt to deliver it, without those of framing.
    public let fields: @Sendable (WebhookAttempt) -> HTTPFields

    /// Makes a webhook.
    public init(
        url: String,
        body: @escaping @Sendable (QueuedJob) -> [UInt8],
        fields: @escaping @Sendable (WebhookAttempt) -> HTTPFields
    ) {
        self.url = url
        self.body = body
        self.fields = fields
    }
}

/// One attempt to deliver a message about a job, and what a vendor needs to sign it.
public struct WebhookAttempt {
    /// The request id of the call that submitted the job.
    public let requestID: String
    /// The moment.
    public let time: Timestamp
    /// The SHA-256 digest of the body.
    public let digest: [UInt8]
    /// Signs a message with the server's key: 64 bytes of Ed25519 (RFC 8032).
    public let sign: (_ message: [UInt8]) -> [UInt8]

    /// Makes an attempt.
    public init(
        requestID: String,
        time: Timestamp,
        digest: [UInt8],
        sign: @escaping (_ message: [UInt8]) -> [UInt8]
    ) {
        self.requestID = requestID
        self.time = time
        self.digest = digest
        self.sign = sign
    }
}
