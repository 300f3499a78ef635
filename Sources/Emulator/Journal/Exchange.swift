import HTTP
import ImageGeneration
import Scenarios
import Simulation
import Vendors

/// A call on its way through the emulator.
///
/// A class, so that what waits for it holds one reference and not all of it.
final class Arrival: Sendable {
    /// The call as it came, credentials included: they are taken out wherever it is shown.
    let call: Call
    /// Whom it is for.
    let vendor: any Vendor
    /// The API key, shown only as the fingerprint of the account.
    let key: String?
    /// Whose call it is: the account that the call names, or else its API key.
    let account: String?
    /// When the whole call had come, in real time.
    let moment: ContinuousClock.Instant
    /// Which of the account's attempts at the same call it is, from 1.
    let attempt: Int
    /// What a scenario or a wish does to it, if anything.
    let disturbance: Disturbance?

    init(
        call: Call,
        vendor: any Vendor,
        key: String? = nil,
        account: String?,
        moment: ContinuousClock.Instant,
        attempt: Int
    ) {
        self.call = call
        self.vendor = vendor
        self.key = key
        self.account = account
        self.moment = moment
        self.attempt = attempt
        disturbance = nil
    }

    /// The same call with another content, or another disturbance.
    init(_ arrival: Arrival, call: Call? = nil, disturbedBy disturbance: Disturbance?) {
        self.call = call ?? arrival.call
        vendor = arrival.vendor
        key = arrival.key
        account = arrival.account
        moment = arrival.moment
        attempt = arrival.attempt
        self.disturbance = disturbance
    }

    /// The place that it asks for, where it is for an image host.
    var imageLocation: ImageLocation { ImageLocation(role: call.role, path: call.path) }

    /// How long nothing at all is answered.
    var stall: Duration { disturbance?.stall ?? .zero }

    /// The same with no more than the first bytes of its body.
    fileprivate func keepingBody(upTo limit: Int) -> Arrival {
        guard case .bytes(let bytes) = call.body, bytes.count > limit else { return self }
        var call = call
        call.body = .bytes(Array(bytes[..<limit]))
        return Arrival(self, call: call, disturbedBy: disturbance)
    }
}

/// What there is to say of an answer beside the answer.
struct Remarks: Sendable {
    /// `images`, the name of a failure, or nil where nothing was to be generated.
    var outcome: String?
    /// What was wrong with the input, in neutral terms.
    var findings: [String] = []
    /// How the answer came about, such as that a reference was not fetched.
    var notes: [String] = []
    /// Why no rule of the scenario fired, where there are rules.
    var nearestMiss: NearestMiss?
    /// What images were validly asked for, at once or by a job.
    var generation: Generation?
    /// Who had the call refused, where it was not the vendor.
    var cause: RefusalCause?
}

/// One call and what became of it, as the journal keeps it and the log prints it.
final class Exchange: Sendable {
    /// How much is kept of a body: enough for every parameter, and not for a picture written into one.
    static let keptBodyBytes = 64 << 10

    private let arrival: Arrival
    /// Real time from the arrival until the answer was ready.
    let duration: Duration
    let status: HTTPStatus
    /// The answer's body; empty where it is an image file.
    let responseBody: [UInt8]
    let remarks: Remarks

    /// Notes the answer to a call.
    init(_ arrival: Arrival, answeredWith response: HTTPResponse, at moment: ContinuousClock.Instant, remarks: Remarks)
    {
        let limit = Self.keptBodyBytes
        let requestLimit = arrival.call.bringsFile ? 0 : limit
        var remarks = remarks
        if let disturbance = arrival.disturbance { remarks.notes += disturbance.notes }
        self.arrival = arrival.keepingBody(upTo: requestLimit)
        duration = moment - arrival.moment
        status = response.status
        if arrival.call.role.kind != .images, case .bytes(let body) = response.body {
            responseBody = body.count > limit ? Array(body[..<limit]) : body
            if body.count > limit { remarks.notes.append("response body of \(body.count) bytes cut to \(limit)") }
        } else {
            responseBody = []
        }
        if case .bytes(let body) = arrival.call.body, body.count > requestLimit {
            remarks.notes.append("request body of \(body.count) bytes cut to \(requestLimit)")
        }
        self.remarks = remarks
    }

    /// The call as it came; ``ShownExchange`` has it as it may be shown.
    var call: Call { arrival.call }

    /// Whether the account is an API key, and none that the caller named.
    var isAccountKey: Bool { arrival.account != nil && arrival.account == arrival.key }

    /// Whether the end of the request's body was not kept.
    var isRequestCut: Bool { requestBody.count >= Self.keptBodyBytes }

    /// Whether the end of the answer's body was not kept.
    var isResponseCut: Bool { responseBody.count >= Self.keptBodyBytes }

    /// What a scenario or a wish did to the call, if anything.
    var disturbance: Disturbance? { arrival.disturbance }

    /// Which rules of the scenario fired, or how the caller wished for what happened.
    var decision: String? { disturbance?.decision }

    /// The names of the rules that fired.
    var rules: [String] { disturbance?.firings.map(\.rule) ?? [] }

    /// The API key; never shown, but by its fingerprint.
    var account: String? { arrival.account }

    /// The vendor's short name.
    var vendor: String { type(of: arrival.vendor).name }

    /// The id by which the vendor knows the request, and the receipts in its images name it.
    var requestID: String { arrival.vendor.requestID(draw: call.draw, time: call.time) }

    /// The request's body; empty when it was longer than the limit.
    var requestBody: [UInt8] { call.bodyBytes }

    /// Whole microseconds until the answer was ready.
    var microseconds: Int64 {
        duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
    }

    /// A name for the account that tells nothing of its key.
    var accountFingerprint: String { fingerprint(of: arrival.account) }
}

/// A name for an account that tells nothing of its key: eight hexadecimal digits.
func fingerprint(of account: String?) -> String {
    guard let account else { return "anonymous" }
    return Draw(serverSeed: 0).branch(text: account).hexadecimal("fingerprint", length: 8)
}

extension Call {
    /// Whether the body is a file for the image host that nobody can read as text.
    fileprivate var bringsFile: Bool {
        guard role.kind == .images, case .bytes(let bytes) = body else { return false }
        return bytes.prefix(Exchange.keptBodyBytes).contains(0)
    }
}
