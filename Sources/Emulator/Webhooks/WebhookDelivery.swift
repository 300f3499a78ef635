import HTTP
import Simulation
import Vendors

/// A message to a webhook, and how far its delivery has come.
struct WebhookDelivery: Sendable {
    /// How it stands.
    enum State: Sendable, Hashable {
        /// It is to be sent at this moment, or as soon after it as there is room.
        case pending(Timestamp)
        /// An attempt is being made.
        case sending
        case delivered
        case failed
    }

    /// One attempt that is over.
    struct Attempt: Sendable {
        /// Counts from 1.
        let number: Int
        let time: Timestamp
        /// The fields as they were sent, but for those of framing; empty where nothing was sent.
        let fields: HTTPFields
        let outcome: WebhookOutcome
    }

    /// How many attempts are remembered; more are only made where somebody asks for them.
    static let keptAttempts = 100

    /// The request id of the job.
    let requestID: String
    /// Whose job it is.
    let account: String
    let webhook: JobWebhook
    let body: [UInt8]
    /// What it weighs, in bytes.
    let weight: Int
    var state: State
    /// The latest attempts, oldest first.
    private(set) var attempts: [Attempt] = []
    /// Whether another attempt is wanted whatever comes of the present one.
    var isWantedAgain = false

    /// A message about a job that is over; nil where nobody wants to be told.
    init?(about sight: JobTable.Sight) {
        guard let webhook = sight.job.submission.webhook else { return nil }
        requestID = sight.job.id
        account = sight.job.queue.account
        self.webhook = webhook
        body = webhook.body(QueuedJob(sight))
        weight = sight.job.weight + webhook.url.utf8.count + body.count
        state = .pending(sight.time)
    }

    /// Notes an attempt that is over, and settles what happens next.
    mutating func note(_ attempt: Attempt, at time: Timestamp, _ schedule: WebhookSchedule) {
        attempts.append(attempt)
        if attempts.count > Self.keptAttempts { attempts.removeFirst() }
        if isWantedAgain {
            isWantedAgain = false
            state = .pending(time)
        } else if attempt.outcome.isSuccess {
            state = .delivered
        } else if !attempt.outcome.isFinal, let delay = schedule.delay(after: attempt.number) {
            state = .pending(time + delay)
        } else {
            state = .failed
        }
    }

    /// The number of the next attempt.
    var nextNumber: Int { (attempts.last?.number ?? 0) + 1 }
}

/// What came of an attempt to deliver a message.
enum WebhookOutcome: Sendable, Hashable {
    /// The receiver answered with this status.
    case answered(Int)
    /// It was not reached, or did not answer in time; the text says why.
    case unreachable(String)
    /// It may not be contacted; the text says why, and what would change that.
    case refused(String)

    /// Whether the message was taken.
    var isSuccess: Bool {
        if case .answered(200..<300) = self { true } else { false }
    }

    /// Whether another attempt would come to the same: a redirect, or an address that may not be contacted.
    var isFinal: Bool {
        switch self {
        case .answered(let status): status < 400
        case .unreachable: false
        case .refused: true
        }
    }
}

/// When a message that was not taken is sent again.
struct WebhookSchedule: Sendable {
    /// Attempts at most, the first one included.
    let maximumAttempts: Int

    /// How long to wait after an attempt, which counts from 1; nil where it was the last.
    ///
    /// The first wait is seven seconds and each further one twice as long, an hour at most: ten of them are 7161 seconds,
    /// the two hours in which the vendor says to retry ten times. Its real waits are not known.
    func delay(after attempt: Int) -> Duration? {
        guard attempt < maximumAttempts else { return nil }
        return .seconds(min(7 << min(attempt - 1, 10), 3_600))
    }
}
