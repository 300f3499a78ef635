import HTTP
import ImageGeneration
import Scenarios
import Simulation

/// What a scenario, or the caller's own wish, does to one call.
///
/// A class, so that what waits holds one reference.
final class Disturbance: Sendable {
    /// What the call fails with.
    let failure: ProviderFailure?
    /// How much longer its answer takes; where it submits a job, the job.
    let delay: Duration
    /// How the answer goes wrong on the wire.
    let fault: WireFault?
    /// What happens to the images that come of it.
    let images: ImageEffect
    /// What befalls every download of these images; nil for nothing.
    let downloads: Disturbance?
    /// What happens to the job that it submits, if it does.
    let queue: QueueEffect?
    /// How its body is spread over time.
    let pacing: Pacing
    /// Who says so, as a field of the answer and the journal show it.
    let decision: String
    /// How the caller wished for it; nil where rules say so.
    let wishSource: String?
    /// The rules that fired.
    let firings: [Decision.Firing]

    private init(
        _ effect: Effect,
        delay: Duration = .zero,
        downloads: Disturbance? = nil,
        decision: String,
        wishSource: String? = nil,
        firings: [Decision.Firing] = []
    ) {
        self.wishSource = wishSource
        self.firings = firings
        self.downloads = downloads
        failure = effect.failure
        fault = effect.fault
        images = effect.images
        queue = effect.queue
        pacing = effect.pacing
        self.delay = delay
        self.decision = decision
    }

    /// What the rules of a scenario say; nil if none fired.
    convenience init?(_ decision: Decision) {
        guard let text = decision.text else { return nil }
        self.init(
            decision.effect,
            delay: decision.delay ?? .zero,
            downloads: decision.imageFault.map { fault, firing in
                Disturbance(ofDownloads: fault, decision: firing.text, firings: [firing])
            },
            decision: text,
            firings: decision.firings
        )
    }

    /// What a caller asks for.
    convenience init(_ wish: Wish, draw: Draw) {
        let delay = wish.effect.delay?.delay(draw.branch("wish")) ?? .zero
        let decision = "wish=\(wish.source)"
        let downloads = wish.effect.imageFault.map {
            Disturbance(ofDownloads: $0, decision: decision, wishSource: wish.source)
        }
        self.init(wish.effect, delay: delay, downloads: downloads, decision: decision, wishSource: wish.source)
    }

    private convenience init(
        ofDownloads fault: WireFault,
        decision: String,
        wishSource: String? = nil,
        firings: [Decision.Firing] = []
    ) {
        var effect = Effect()
        effect.fault = fault
        self.init(effect, decision: decision, wishSource: wishSource, firings: firings)
    }

    /// What disturbs the download of an image.
    ///
    /// - Parameters:
    ///   - download: What is said of this download; where it says how it fails, that goes before.
    ///   - image: What befalls every download of the image.
    /// - Returns: Both together; nil for nothing.
    static func of(_ download: Disturbance?, _ image: Disturbance?) -> Disturbance? {
        guard let download else { return image }
        guard let image, download.failure == nil, download.fault == nil else { return download }
        var effect = Effect()
        effect.fault = image.fault
        effect.pacing = download.pacing
        return Disturbance(
            effect,
            delay: download.delay,
            decision: "\(download.decision), \(image.decision)",
            wishSource: download.wishSource ?? image.wishSource,
            firings: download.firings + image.firings
        )
    }

    /// How long nothing at all is answered, a submission included.
    var stall: Duration { fault == .stallBeforeHead ? WireFault.stall : .zero }

    /// Whether a download is to be answered as one of an expired image.
    var expiresLink: Bool { fault == .expiredLink }

    /// Who is to blame for a failure.
    var cause: RefusalCause { wishSource == nil ? .rule : .wish }

    /// What happens, by the names that rules have for it.
    var kinds: [String] {
        var kinds: [String] = []
        if let failure { kinds.append(failure.name) }
        if let fault { kinds.append(fault.rawValue) }
        if delay > .zero { kinds.append("latency") }
        if !pacing.isNone { kinds.append("pacing") }
        if queue != nil { kinds.append("queue") }
        kinds += images.names
        return kinds
    }

    /// What there is to note of a call beside the decision: that it came back too early.
    var notes: [String] {
        firings.compactMap { firing in
            firing.earliness.map { earliness in
                "the call came \(earliness.secondsText) s too early: call \(firing.number) of the account was told by rule "
                    + "'\(firing.rule)' to wait"
            }
        }
    }

    /// The failure of a call; what concerns its reference names the one that the call has.
    func failure(of generation: Generation?) -> ProviderFailure? {
        guard case .referenceUnusable(_, let reason) = failure else { return failure }
        return .referenceUnusable(url: generation?.reference?.url ?? "", reason: reason)
    }

    /// An answer as this disturbance lets it out.
    ///
    /// - Parameters:
    ///   - response: The answer.
    ///   - time: The moment, which an answer that is no more than bytes is dated by.
    /// - Returns: The same with the decision in a field, or what goes wrong in its place.
    func disturb(_ response: HTTPResponse, at time: Timestamp) -> HTTPResponse {
        var response = response
        response.fields.append("x-fauxto-decision", decision)
        // No vendor sends it, but a rule that names the seconds means it.
        if case .rateLimited(let seconds?) = failure { response.fields.append("retry-after", String(seconds)) }
        guard let fault else { return response.paced(pacing) }
        if !response.fields.contains("date") {
            response.fields.append("date", HTTPDate.format(unixSeconds: time.seconds))
        }
        return fault.spoil(response).paced(pacing)
    }
}

extension ProviderFailure {
    /// Whether a vendor refuses with it before a call is put into a queue: what is wrong is the caller's account.
    var comesBeforeQueue: Bool {
        switch self {
        case .unauthenticated, .invalidCredential, .insufficientBalance, .forbidden, .rateLimited: true
        case .unknownModel, .invalidInput, .contentPolicy, .referenceUnusable, .overloaded, .timeout, .internalError:
            false
        }
    }
}
