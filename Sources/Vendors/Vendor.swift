public import HTTP
public import ImageGeneration
public import Simulation

/// One vendor as its callers see it: who may call, what is valid, and how every answer is said.
///
/// A vendor is a pure translator with two halves. `receive` turns a call into a neutral `Generation` or refuses it in
/// the vendor's words; `answer` turns the neutral `Outcome` into the vendor's response. Time, chance, images and
/// sockets are elsewhere.
public protocol Vendor: Sendable {
    /// The short name, as in configuration and the path prefix: lower case, no spaces.
    static var name: String { get }
    /// The dated behaviours that can be chosen, oldest first; the last is the default.
    static var profiles: [String] { get }
    /// The hosts this vendor answers on.
    static var roles: [Role] { get }

    /// The environment variables in which clients of the vendor look for an API key.
    static var keyVariables: [String] { get }

    /// A well-formed API key that nobody has.
    static var exampleKey: String { get }

    /// Makes the vendor with an operator's choices.
    init(settings: VendorSettings)

    /// What the safety checker's objection to a prompt or an image comes to, where the caller left the checker on.
    static var objection: SafetyObjection { get }

    /// The API key a call carries, well formed or not; nil when there is none. One key is one account.
    func account(of call: Call) -> String?

    /// Decides on a call: answered at once (refusals, model lists, preflights), to be generated, or for the queue.
    func receive(_ call: Call) -> Reception

    /// The names of the models there are.
    var modelNames: [String] { get }

    /// Says why a call failed; `generation` is what it validly asked for, if it did.
    func answer(_ failure: ProviderFailure, to generation: Generation?, for call: Call) -> Answer

    /// Says that images were made.
    func answer(_ images: GeneratedImages, to generation: Generation, for call: Call) -> Answer

    /// What the models cost.
    var prices: PriceList { get }

    /// The id by which the vendor knows a request, as its answer says it.
    func requestID(draw: Draw, time: Timestamp) -> String

    /// Where the image with this index of an answer will be served, as a path on one of the vendor's image hosts.
    func imageLocation(index: Int, format: ImageFormat, draw: Draw) -> ImageLocation

    /// The header fields with which the vendor's image host serves an image, besides the entity's own
    /// (content type and length, entity tag, range). A file that is served for a time only has an expiry.
    func imageFields(for call: Call, expiry: Timestamp?) -> HTTPFields

    /// The text by which a call may upload for an account without naming it: one that was handed out to that account.
    func uploadGrant(of call: Call) -> String?

    /// The proxy by which pages reach the vendor without a key, if the vendor has one.
    var applicationProxy: ApplicationProxy? { get }
}

extension Vendor {
    /// Says what became of a generation.
    public func answer(_ outcome: Outcome, to generation: Generation, for call: Call) -> Answer {
        switch outcome {
        case .images(let images): answer(images, to: generation, for: call)
        case .failure(let failure): answer(failure, to: generation, for: call)
        }
    }

    /// A random UUID, for vendors that do not tell.
    public func requestID(draw: Draw, time: Timestamp) -> String { draw.uuidV4("request id") }

    /// None, for vendors that take no uploads.
    public func uploadGrant(of call: Call) -> String? { nil }

    /// None.
    public var applicationProxy: ApplicationProxy? { nil }
}

/// What an objection of the safety checker comes to.
public enum SafetyObjection: Sendable {
    /// The images that it is about are black, and the answer says so.
    case blacksOut
    /// There are no images: the answer is that of `ProviderFailure.contentPolicy`.
    case refuses
}

/// A vendor's decision on a call.
public enum Reception: Sendable {
    /// Answered at once. `failure` and `findings` say why in neutral terms, for the journal.
    case answered(Answer, failure: ProviderFailure? = nil, findings: [String] = [])
    /// Valid: to be generated.
    case accepted(Generation)
    /// Something to be done with uploaded files, and how the vendor says what became of it.
    case upload(UploadRequest, wording: @Sendable (UploadReply) -> Answer)
    /// Told from what the caller's answers have cost so far.
    case statement(wording: @Sendable (AccountStatement) -> Answer)
    /// For the queue of the caller's account; indirect, to be no burden to the others.
    indirect case queue(QueueCall)
}
