public import JSON

/// What a rule may ask about a call.
public struct Subject {
    /// The vendor's short name.
    let vendor: String
    /// The names of the host that was called: its host name, its short prefix, and what it is for.
    let roleNames: [String]
    /// Whether images were validly asked for, at once or by a job of a queue.
    let isGeneration: Bool
    /// Whether they are asked for by a job of a queue.
    let isJob: Bool
    /// Whether it is no call yet, but the TLS handshake before it.
    let isHandshake: Bool
    /// The vendor's own name of the model; nil where no generation is asked for.
    var model: TextPattern.Target?
    /// The text to draw from; nil where no generation is asked for.
    var prompt: TextPattern.Target?
    /// The API key; nil for a call without one.
    var account: TextPattern.Target?
    /// Which attempt of the account at the same request it is, from 1.
    let attempt: Int
    /// The value of a header field by its name in any case.
    let header: (String) -> String?
    /// The members of the body that are asked about, once they were.
    private var members: [JSONValue?]?
    private let readMembers: (BodyReader) -> [JSONValue?]

    /// Makes a subject.
    ///
    /// - Parameters:
    ///   - vendor: The vendor's short name.
    ///   - roleNames: The names of the host that was called: its host name, its short prefix, and what it is for.
    ///   - isGeneration: Whether images were validly asked for, at once or by a job of a queue.
    ///   - isJob: Whether they are asked for by a job of a queue.
    ///   - isHandshake: Whether it is no call yet, but the TLS handshake before it.
    ///   - model: The vendor's own name of the model.
    ///   - prompt: The text to draw from.
    ///   - account: The API key.
    ///   - attempt: Which attempt of the account at the same request it is, from 1.
    ///   - header: The value of a header field by its name in any case.
    ///   - body: Reads the body as JSON.
    ///   - bodyBytes: The body's bytes, which are read in place of `body` where they are given.
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
        header: @escaping (String) -> String? = { _ in nil },
        body: @escaping () -> JSONValue? = { nil },
        bodyBytes: (() -> [UInt8])? = nil
    ) {
        self.vendor = vendor
        self.roleNames = roleNames
        self.isGeneration = isGeneration
        self.isJob = isJob
        self.isHandshake = isHandshake
        self.model = model.map(TextPattern.Target.init)
        self.prompt = prompt.map(TextPattern.Target.init)
        self.account = account.map(TextPattern.Target.init)
        self.attempt = attempt
        self.header = header
        readMembers =
            if let bodyBytes {
                { $0.members(of: bodyBytes()) }
            } else {
                { $0.members(of: body()) }
            }
    }

    /// A member of the body, read when the first is asked for.
    ///
    /// - Parameters:
    ///   - place: The place of its name among the reader's.
    ///   - reader: The same one every time.
    /// - Returns: Its value; nil where there is none, or the body is no JSON.
    mutating func member(_ place: Int, reader: BodyReader) -> JSONValue? {
        if let members { return members[place] }
        let members = readMembers(reader)
        self.members = members
        return members[place]
    }
}
