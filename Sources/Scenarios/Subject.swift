public import HTTP

/// What a rule may ask about a call.
public struct Subject: Sendable {
    /// What it has in common with other calls.
    let kind: CallKind
    /// Whether it is no call yet, but the TLS handshake before it.
    let isHandshake: Bool
    /// The text to draw from; nil where no generation is asked for.
    let prompt: String?
    /// Which attempt of the account at the same request it is, from 1.
    let attempt: Int
    /// The header fields.
    let fields: HTTPFields
    /// The body's bytes.
    let body: [UInt8]

    /// Makes a subject.
    ///
    /// - Parameters:
    ///   - vendor: The vendor's short name.
    ///   - roleNames: The names of the host that was called: its host name, its short prefix, and what it is for.
    ///   - isGeneration: Whether images were validly asked for, at once or by a job of a queue.
    ///   - isJob: Whether they are asked for by a job of a queue.
    ///   - isHandshake: Whether it is no call yet, but the TLS handshake before it.
    ///   - model: The vendor's own name of the model; nil where no generation is asked for.
    ///   - prompt: The text to draw from; nil where no generation is asked for.
    ///   - account: The API key; nil for a call without one.
    ///   - attempt: Which attempt of the account at the same request it is, from 1.
    ///   - fields: The header fields.
    ///   - body: The body's bytes.
    public init(
        vendor: String,
        roleNames: [String],
        isGeneration: Bool,
        isJob: Bool = false,
        isHandshake: Bool = false,
        model: String? = nil,
        prompt: String? = nil,
        account: String? = nil,
        attempt: Int = 1,
        fields: HTTPFields = HTTPFields(),
        body: [UInt8] = []
    ) {
        kind = CallKind(
            vendor: vendor,
            roleNames: roleNames,
            isGeneration: isGeneration,
            isJob: isJob,
            model: model,
            account: account
        )
        self.isHandshake = isHandshake
        self.prompt = prompt
        self.attempt = attempt
        self.fields = fields
        self.body = body
    }
}
