import HTTP
import ImageGeneration
import Locks
import Simulation
import Vendors

/// A call that was put into a queue, and the work on it once a runner has it.
final class Job: Sendable {
    /// The request id by which the caller knows the job.
    let id: String
    /// The call as the model gets it.
    let arrival: Arrival
    let submission: JobSubmission
    /// The queue that the job is in.
    let queue: QueueName
    /// How long a runner has the job; nil for as long as its answer says that the model worked.
    let fixedDuration: Duration?
    let warmth: RunnerWarmth
    private let work = Lock<Task<JobWork, Never>?>(nil)

    /// Makes a job of a call that submits it, whose disturbance is the job's.
    init(_ submission: JobSubmission, of arrival: Arrival, settings: Scoped<EmulatorConfiguration.Queue.Jobs>) {
        let subject = SettingSubject(arrival, model: submission.model)
        let hasModelsQueue = settings.statement(of: \.runners, for: subject)?.scope == .models
        queue = QueueName(arrival, model: hasModelsQueue ? submission.model : nil)
        fixedDuration = settings.value(of: \.fixedDurationMilliseconds, for: subject).map { .milliseconds($0) }
        warmth = RunnerWarmth(
            coldStart: .milliseconds(settings.value(of: \.coldStartMilliseconds, for: subject) ?? 0),
            keepWarm: .seconds(settings.value(of: \.keepWarmSeconds, for: subject) ?? 0)
        )
        self.submission = submission
        let call = submission.call
        self.arrival = Arrival(arrival, call: call, disturbedBy: arrival.disturbance)
        id = arrival.vendor.requestID(draw: call.draw, time: call.time)
    }

    /// The work on the job, begun now if it has not been.
    func work(by worker: JobWorker) -> Task<JobWork, Never> {
        work.withLock { work in
            if let work { return work }
            let task = Task(name: "job") { await worker.work(on: self) }
            work = task
            return task
        }
    }

    /// What the request weighs, in bytes.
    var weight: Int {
        let call = submission.call
        let body = if case .bytes(let bytes) = call.body { bytes.count } else { 0 }
        return 2_048 + call.fields.byteCount + (call.query?.utf8.count ?? 0) + body
    }
}

/// Whose queue it is: each account has one with each vendor, and one for each model that has runners of its own.
struct QueueName: Hashable, Sendable {
    let vendor: String
    let account: String
    /// Nil for the queue of all models that have none of their own.
    let model: String?

    /// A queue of the account that made a call.
    init(_ arrival: Arrival, model: String?) {
        vendor = type(of: arrival.vendor).name
        account = arrival.account ?? ""
        self.model = model
    }

    /// Whether the queue is one of those of the account that made a call.
    func isOf(_ arrival: Arrival) -> Bool {
        vendor == type(of: arrival.vendor).name && account == arrival.account ?? ""
    }
}

/// What came of a job.
struct JobWork: Sendable {
    /// The vendor's own answer to the call.
    let answer: Answer
    /// What was generated; nil where the call was refused.
    let generation: Generation?
    let remarks: Remarks
    /// How long a runner has the job, or what else becomes of it.
    let fate: JobFate
}
